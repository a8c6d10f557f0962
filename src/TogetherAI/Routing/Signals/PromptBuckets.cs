namespace TogetherAI;

/// <summary>
/// Sorts prompts by length, so that the time to first token is compared with that of prompts alike: reading the prompt is a large part of
/// it. Each bucket is 1.6 times as long as the one before: up to 60 tokens, up to 96, and so on to 256 K; the last takes all that is
/// longer.
/// </summary>
internal static class PromptBuckets
{
    /// <summary>How many there are.</summary>
    public const int Count = 19;

    private const double Ratio = 1.6;

    private static readonly int[] s_longest = [.. Enumerable.Range(0, Count).Select(static i => (int)(60 * Math.Pow(Ratio, i)))];

    /// <summary>The bucket of a prompt.</summary>
    public static int Of(int promptTokens)
    {
        int bucket = 0;
        while (bucket < Count - 1 && promptTokens > s_longest[bucket])
            bucket++;
        return bucket;
    }

    /// <summary>A length in the middle of the bucket, in tokens (the geometric mean of its bounds).</summary>
    public static int Middle(int bucket) => (int)(s_longest[bucket] / Math.Sqrt(Ratio));
}
