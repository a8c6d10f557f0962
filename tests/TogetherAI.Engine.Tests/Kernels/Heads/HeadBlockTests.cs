using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Heads;

namespace TogetherAI.Engine.Tests.Kernels.Heads;

/// <summary>Attention to one block, against the formula in double precision; and a query has the same bits alone and among others.</summary>
public unsafe class HeadBlockTests
{
    private const int Positions = HeadBlock.Positions;

    public static TheoryData<int, int> Shapes
    {
        get
        {
            TheoryData<int, int> shapes = [];
            foreach (int size in new[] { 3, 8, 20, 64, 80, 128 })
            {
                foreach (int queries in new[] { 1, 3, 4, 7, 8 })
                    shapes.Add(size, queries);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Queries_are_multiplied_with_every_key(int size, int count)
    {
        float[] keys = Random(size * Positions, 1), queries = Random(count * size, 2);
        foreach (float[] scores in OnEveryWidth(count * Positions, (lanes, to) => Products(lanes, keys, queries, size, count, to)))
        {
            for (int i = 0; i < scores.Length; i++)
                Assert.Equal(Enumerable.Range(0, size).Sum(d => (double)queries[(i / Positions * size) + d] * keys[(d * Positions) + (i % Positions)]), scores[i], 1e-5);
        }

        float[] together = new float[count * Positions], alone = new float[Positions];
        fixed (float* to = together, one = alone)
        {
            Products(0, keys, queries, size, count, to);
            for (int query = 0; query < count; query++)
            {
                Products(0, keys, queries[(query * size)..], size, 1, one);
                Assert.Equal(together[(query * Positions)..((query + 1) * Positions)], alone);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Values_are_added_by_their_weights(int size, int count)
    {
        const int First = 3, End = 30;
        float[] sums = Random(count * size, 3), rescale = Random(count, 4), weights = Random(count * Positions, 5), values = Random(Positions * size, 6);

        // What stands outside of the positions may be anything.
        values.AsSpan(0, First * size).Fill(float.NaN);
        values.AsSpan(End * size).Fill(float.NaN);
        foreach (float[] result in OnEveryWidth(sums.Length, (lanes, to) => Add(lanes, sums, rescale, weights, values, First, End, size, count, to)))
        {
            for (int i = 0; i < result.Length; i++)
            {
                int query = i / size;
                double expected = ((double)sums[i] * rescale[query])
                    + Enumerable.Range(First, End - First).Sum(at => (double)weights[(query * Positions) + at] * values[(at * size) + (i % size)]);
                Assert.Equal(expected, result[i], 1e-5);
            }
        }

        float[] together = new float[sums.Length], alone = new float[size];
        fixed (float* to = together, one = alone)
        {
            Add(0, sums, rescale, weights, values, First, End, size, count, to);
            for (int query = 0; query < count; query++)
            {
                Add(0, sums[(query * size)..((query + 1) * size)], rescale[query..], weights[(query * Positions)..], values, First, End, size, 1, one);
                Assert.Equal(together[(query * size)..((query + 1) * size)], alone);
            }
        }
    }

    [Fact]
    public void Weights_are_exponentials_relative_to_the_largest_score_so_far()
    {
        float[] scores = [.. Random(Positions, 7).Select(value => value * 20)];
        scores[5] = float.NegativeInfinity;
        foreach (double before in new[] { double.NegativeInfinity, -50, 60 })
        {
            double largest = Math.Max(before, scores.Max()), sum = double.IsInfinity(before) ? 0 : 2;
            foreach (float[] result in OnEveryWidth(Positions + 3, (lanes, to) => Weigh(lanes, scores, (float)before, (float)sum, to)))
            {
                for (int i = 0; i < Positions; i++)
                {
                    // The difference is rounded once; the exponential of that is good to two units in the last place.
                    double expected = Math.Exp(scores[i] - (float)largest);
                    Assert.Equal(expected, result[i], (expected * 2.5e-7) + 2e-38);
                }

                Assert.Equal((float)largest, result[Positions]);
                Assert.Equal((sum * Math.Exp(before - largest)) + scores.Sum(score => Math.Exp(score - largest)), result[Positions + 1], 1e-5);
                Assert.Equal(Math.Exp(before - largest), result[Positions + 2], 1e-6);
            }
        }
    }

    [Fact]
    public void A_score_that_is_no_number_shows()
    {
        float[] scores = new float[Positions];
        scores[9] = float.NaN;
        foreach (float[] result in OnEveryWidth(Positions + 3, (lanes, to) => Weigh(lanes, scores, 0, 1, to)))
            Assert.True(float.IsNaN(result[Positions + 1]));
    }

    private static void Products(int lanes, float[] keys, float[] queries, int size, int count, float* scores)
    {
        fixed (float* k = keys, q = queries)
        {
            switch (lanes)
            {
                case 512: HeadScores<Lanes512, Vector512<float>>.Products(k, q, size, count, scores); break;
                case 256: HeadScores<Lanes256, Vector256<float>>.Products(k, q, size, count, scores); break;
                case 128: HeadScores<Lanes128, Vector128<float>>.Products(k, q, size, count, scores); break;
                default: HeadBlock.Products(k, q, size, count, scores); break;
            }
        }
    }

    private static void Add(int lanes, float[] sums, float[] rescale, float[] weights, float[] values, int first, int end, int size, int count, float* to)
    {
        sums.CopyTo(new Span<float>(to, sums.Length));
        fixed (float* r = rescale, w = weights, v = values)
        {
            switch (lanes)
            {
                case 512: ValueSum<Lanes512, Vector512<float>>.Add(to, r, w, v, first, end, size, count); break;
                case 256: ValueSum<Lanes256, Vector256<float>>.Add(to, r, w, v, first, end, size, count); break;
                case 128: ValueSum<Lanes128, Vector128<float>>.Add(to, r, w, v, first, end, size, count); break;
                default: HeadBlock.AddValues(to, r, w, v, first, end, size, count); break;
            }
        }
    }

    /// <summary>The weights, then the largest score, their sum and the factor.</summary>
    private static void Weigh(int lanes, float[] scores, float maximum, float sum, float* to)
    {
        scores.CopyTo(new Span<float>(to, Positions));
        float rescale = lanes switch
        {
            512 => OnlineSoftmax<Lanes512, Vector512<float>>.Weigh(to, ref maximum, ref sum),
            256 => OnlineSoftmax<Lanes256, Vector256<float>>.Weigh(to, ref maximum, ref sum),
            128 => OnlineSoftmax<Lanes128, Vector128<float>>.Weigh(to, ref maximum, ref sum),
            _ => HeadBlock.Weigh(to, ref maximum, ref sum),
        };
        (to[Positions], to[Positions + 1], to[Positions + 2]) = (maximum, sum, rescale);
    }

    private delegate void Computation(int lanes, float* to);

    private static IEnumerable<float[]> OnEveryWidth(int length, Computation compute)
    {
        List<float[]> results = [];
        foreach (int lanes in new[] { 0, 128, 256, 512 })
        {
            float[] result = new float[length];
            fixed (float* to = result)
                compute(lanes, to);
            results.Add(result);
        }

        return results;
    }

    private static float[] Random(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
