namespace TogetherAI.Tests.Routing;

public class PromptBucketsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 0)]
    [InlineData(61, 1)]
    [InlineData(96, 1)]
    [InlineData(97, 2)]
    [InlineData(262_144, 18)]
    [InlineData(int.MaxValue, 18)]
    public void Each_bucket_is_1_6_times_the_one_before(int promptTokens, int bucket) =>
        Assert.Equal(bucket, PromptBuckets.Of(promptTokens));

    [Fact]
    public void The_middle_of_a_bucket_is_in_it() =>
        Assert.All(
            Enumerable.Range(0, PromptBuckets.Count),
            static bucket => Assert.Equal(bucket, PromptBuckets.Of(PromptBuckets.Middle(bucket))));
}
