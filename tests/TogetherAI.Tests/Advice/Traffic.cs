namespace TogetherAI.Tests.Advice;

/// <summary>Traffic made for a test.</summary>
internal static class Traffic
{
    /// <summary>A Monday, midnight.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static TrafficRecord At(double seconds, int prompt = 100, int completion = 11, bool? nobodyWaits = null) =>
        new() { At = Start + TimeSpan.FromSeconds(seconds), PromptTokens = prompt, CompletionTokens = completion, NobodyWaits = nobodyWaits };

    public static TrafficProfile Profile(IEnumerable<TrafficRecord> records, int replayed = 32_768)
    {
        TrafficProfiler profiler = new(new TrafficProfilerOptions { ReplayedRequests = replayed });
        foreach (TrafficRecord record in records)
            profiler.Record(record);
        return profiler.GetProfile();
    }

    /// <summary>So many requests, one every so many seconds.</summary>
    public static IEnumerable<TrafficRecord> Steady(int count, double every, int prompt = 100, int completion = 11, bool? nobodyWaits = null) =>
        Enumerable.Range(0, count).Select(i => At(i * every, prompt, completion, nobodyWaits));

    /// <summary>Arrivals that know nothing of each other, of lengths that scatter.</summary>
    public static List<TrafficRecord> Random(int seed, int count, double perSecond)
    {
        Random random = new(seed);
        List<TrafficRecord> records = [];
        double at = 0;
        for (int i = 0; i < count; i++)
        {
            records.Add(At(at, random.Next(1, 2000), random.Next(1, 200)));
            at -= Math.Log(1 - random.NextDouble()) / perSecond;
        }

        return records;
    }

    public static ReplicaPace Pace(int slots = 4, double firstMs = 100, double perPromptTokenMs = 0, double rate = 10) => new()
    {
        Slots = slots,
        TimeToFirstToken = TimeSpan.FromMilliseconds(firstMs),
        TimePerPromptToken = TimeSpan.FromMilliseconds(perPromptTokenMs),
        TokensPerSecond = rate,
    };

    public static WorkloadThroughput Throughput(ReplicaPace pace, double? serverlessMs = null) => new()
    {
        Replicas = [new ReplicaThroughput { Hardware = "gpu", Pace = pace }],
        ServerlessTimeToFirstToken = serverlessMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
    };

    public static WorkloadObjective Within(double ms) => new() { TimeToFirstToken = TimeSpan.FromMilliseconds(ms) };
}
