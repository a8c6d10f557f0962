namespace TogetherAI;

/// <summary>What the measured levels say of one replica.</summary>
internal static class PaceFit
{
    /// <summary>From so much of the most tokens a second on, more requests at once are not worth their wait.</summary>
    public const double NearlyAll = 0.9;

    private const double TooManyFailed = 0.1;

    private const double Fastest = 1_000_000;

    public static ThroughputLevel Level(int concurrency, ProbeRun run, int replicas)
    {
        double seconds = Math.Max(run.Elapsed.TotalSeconds, 1e-6) * replicas;
        TimeSpan[] first = [.. run.Samples.Select(static sample => sample.FirstToken).Order()];
        double tokens = run.Samples.Sum(static sample => (double)sample.CompletionTokens) / seconds;
        double[] streams =
        [
            .. run.Samples.Where(static sample => sample.CompletionTokens > 1 && sample.Total > sample.FirstToken)
                .Select(static sample => (sample.CompletionTokens - 1) / (sample.Total - sample.FirstToken).TotalSeconds).Order(),
        ];
        return new ThroughputLevel
        {
            Concurrency = concurrency,
            Requests = run.Samples.Count,
            Failed = run.Failed,
            RequestsPerSecond = run.Samples.Count / seconds,
            TokensPerSecond = tokens,
            PromptTokensPerSecond = run.Samples.Sum(static sample => (double)sample.PromptTokens) / seconds,
            StreamTokensPerSecond = streams.Length > 0 ? Math.Min(Fastest, streams[(streams.Length - 1) / 2]) : Fastest,
            TimeToFirstTokenP50 = At(first, 0.5),
            TimeToFirstTokenP95 = At(first, 0.95),
        };
    }

    /// <summary>The pace, from requests that ran alone (what a prompt takes) and the level with the most tokens a second (slots and rate).</summary>
    public static ReplicaPace Fit(IReadOnlyList<ProbeSample> alone, IReadOnlyList<ThroughputLevel> levels)
    {
        ThroughputLevel[] held = [.. levels.Where((level, i) => i == 0 || !HasFailed(level))];
        double most = held.Max(static level => level.TokensPerSecond);
        ThroughputLevel best = held.First(level => level.TokensPerSecond >= NearlyAll * most);
        (double fixedPart, double perToken) = Line(alone);
        return new ReplicaPace
        {
            Slots = best.Concurrency,
            TimeToFirstToken = TimeSpan.FromSeconds(fixedPart),
            TimePerPromptToken = TimeSpan.FromSeconds(perToken),
            TokensPerSecond = best.StreamTokensPerSecond,
        };
    }

    /// <summary>Whether it was too much.</summary>
    public static bool HasFailed(ThroughputLevel level) => level.Failed > TooManyFailed * (level.Requests + level.Failed);

    // Least squares of the time over the prompt's length; neither part is less than nothing.
    private static (double Fixed, double PerToken) Line(IReadOnlyList<ProbeSample> samples)
    {
        double meanLength = samples.Average(static sample => (double)sample.PromptTokens);
        double meanTime = samples.Average(static sample => sample.FirstToken.TotalSeconds);
        double spread = samples.Sum(sample => Math.Pow(sample.PromptTokens - meanLength, 2));
        double slope = spread == 0 ? 0 : samples.Sum(sample => (sample.PromptTokens - meanLength) * (sample.FirstToken.TotalSeconds - meanTime)) / spread;
        slope = Math.Clamp(slope, 0, meanTime / meanLength);
        return (meanTime - (slope * meanLength), slope);
    }

    private static TimeSpan At(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];
}
