using TogetherAI.Engine.Generation.Speculation;

namespace TogetherAI.Engine.Tests.Generation.Speculation;

public class PromptLookupTests
{
    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 1, 2, 3 }, new[] { 4, 5, 6 })]
    [InlineData(new[] { 9, 2, 3, 4, 8, 2, 3, 5, 7, 2, 3 }, new[] { 5, 7, 2 })]
    [InlineData(new[] { 1, 2, 3, 4, 9, 2, 3, 5, 1, 2, 3 }, new[] { 4, 9, 2 })]
    [InlineData(new[] { 7, 7, 7 }, new[] { 7, 7, 7 })]
    [InlineData(new[] { 5, 1, 2, 1, 2 }, new[] { 1, 2, 1 })]
    public void It_goes_on_as_the_latest_place_with_the_longest_common_ending_did(int[] tokens, int[] expected)
    {
        int[] draft = new int[3];
        Assert.True(PromptLookup.TryFind(tokens, draft));
        Assert.Equal(expected, draft);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 1, 1 })]
    [InlineData(new[] { 1, 2, 3, 4, 1 })]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6 })]
    public void Without_an_example_of_two_tokens_there_is_no_guess(int[] tokens) => Assert.False(PromptLookup.TryFind(tokens, new int[3]));

    [Fact]
    public void Right_guesses_make_longer_ones_and_wrong_ones_make_pauses_that_grow()
    {
        DraftLength length = new();
        Assert.Equal(2, length.Next(8));
        length.Note(2, 2);
        Assert.Equal((4, 3), (length.Next(8), length.Next(3)));
        length.Note(4, 4);
        Assert.Equal(8, length.Next(100));
        length.Note(8, 3);
        Assert.Equal(4, length.Next(8));
        int[] pauses = [.. Enumerable.Range(0, 8).Select(_ => Pause(length))];
        Assert.Equal([2, 4, 8, 16, 32, 64, 64, 64], pauses);
        length.Note(2, 1);
        Assert.Equal(2, Pause(length));
    }

    private static int Pause(DraftLength length)
    {
        length.Note(2, 0);
        int pause = 0;
        while (length.Next(8) == 0)
            pause++;
        return pause;
    }
}
