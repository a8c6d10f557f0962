using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Tests.Sampling;

public class RankingTests
{
    [Fact]
    public void Higher_values_come_first_equals_by_id_and_not_a_number_last()
    {
        float[] values = [float.NegativeInfinity, 2, -1, 0, -0f, float.NaN, 2, float.PositiveInfinity, -3];
        Assert.Equal([7, 1, 6, 3, 4, 2, 8, 0, 5], Order(values, values.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(33)]
    [InlineData(500)]
    [InlineData(999)]
    [InlineData(1000)]
    public void The_first_of_a_thousand_are_found_without_ordering_the_rest(int count)
    {
        Random random = new(11);
        float[] values = [.. Enumerable.Range(0, 1000).Select(_ => (float)random.Next(100))];
        int[] expected = [.. values.Select((value, id) => (value, id)).OrderByDescending(pair => pair.value).ThenBy(pair => pair.id).Take(count).Select(pair => pair.id)];
        Assert.Equal(expected, Order(values, count));
    }

    [Fact]
    public void Ordered_and_reversed_values_are_no_worse()
    {
        float[] rising = [.. Enumerable.Range(0, 50_000).Select(i => (float)i)];
        Assert.Equal(49_999, Order(rising, 100)[0]);
        Assert.Equal([0, 1, 2], Order([.. rising.Reverse()], 3));
        Assert.Equal([0, 1, 2], Order(new float[50_000], 3));
    }

    private static int[] Order(float[] values, int count)
    {
        ulong[] keys = new ulong[values.Length];
        Ranking.Fill(values, keys);
        Ranking.SelectSmallest(keys, count);
        return [.. keys.Take(count).Select(Ranking.TokenOf)];
    }
}
