namespace TogetherAI;

/// <summary>Sorts prompts by length, each bucket 1.6 times as long as the one before: prefill takes time in proportion to the prompt.</summary>
internal static class PromptBuckets
{
    private const double First = 60;
    private const double Ratio = 1.6;

    /// <summary>How many buckets there are; the last one begins at 103,000 tokens.</summary>
    public const int Count = 17;

    private static readonly int[] s_upper = [.. Enumerable.Range(0, Count).Select(static i => i == Count - 1 ? int.MaxValue : (int)(First * Math.Pow(Ratio, i)))];

    /// <summary>The bucket of a prompt.</summary>
    public static int Of(int promptTokens)
    {
        int bucket = 0;
        while (promptTokens > s_upper[bucket])
            bucket++;
        return bucket;
    }

    /// <summary>A length that stands for the bucket: its geometric middle.</summary>
    public static int Middle(int bucket) => (int)(First * Math.Pow(Ratio, bucket) / Math.Sqrt(Ratio));
}
