namespace TogetherAI.Tests.Advice;

public class ThroughputProbeTests
{
    private static readonly ThroughputProbeOptions s_options = new() { Levels = [1, 2, 4, 8, 16], PromptTokens = [50, 450] };

    // 50 and 450 tokens take 30 and 110 ms to read; 41 tokens 2 s to write.
    private static readonly ReplicaPace s_pace = Traffic.Pace(slots: 4, firstMs: 20, perPromptTokenMs: 0.2, rate: 20);

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void It_finds_the_pace_of_what_it_measures()
    {
        (ReplicaThroughput measured, FakeLane lane, List<ThroughputLevel> told) = Measure(s_options);
        Assert.Equal(("gpu", 4), (measured.Hardware, measured.Pace.Slots));
        Assert.Equal(20, measured.Pace.TimeToFirstToken.TotalMilliseconds, 1.0);
        Assert.Equal(0.2, measured.Pace.TimePerPromptToken.TotalMilliseconds, 0.005);
        Assert.Equal(20, measured.Pace.TokensPerSecond, 0.1);
        Assert.Equal([1, 2, 4, 8], measured.Levels.Select(static level => level.Concurrency));
        Assert.Equal(measured.Levels, told);
        Assert.Equal("8 at once bring no more tokens a second than fewer do.", measured.Ended);
        Assert.Equal((8 + 8 + 16 + 32, 0), (lane.Requests, lane.Open));

        ThroughputLevel alone = measured.Levels[0];
        Assert.Equal((8, 0), (alone.Requests, alone.Failed));
        Assert.Equal(1 / 2.07, alone.RequestsPerSecond, 0.005);
        Assert.Equal(41 / 2.07, alone.TokensPerSecond, 0.05);
        Assert.Equal(250 / 2.07, alone.PromptTokensPerSecond, 0.5);
        Assert.Equal((30, 110), (Math.Round(alone.TimeToFirstTokenP50.TotalMilliseconds), Math.Round(alone.TimeToFirstTokenP95.TotalMilliseconds)));
        Assert.True(measured.Levels[3].TimeToFirstTokenP95 > TimeSpan.FromSeconds(2)); // four wait while four are served
    }

    [Fact]
    public void What_it_finds_advises_as_well_as_the_truth_does()
    {
        TrafficProfile profile = Traffic.Profile(Traffic.Random(seed: 4, count: 3000, perSecond: 6).Select(static record => record with { PromptTokens = record.PromptTokens / 4 }));
        WorkloadThroughput measured = new() { Replicas = [Measure(s_options).Measured] };
        ReplicaPlan plan = WorkloadAdvisor.Recommend(profile, Traffic.Within(800), new(), measured).Replicas[0];
        ReplicaPlan truth = WorkloadAdvisor.Recommend(profile, Traffic.Within(800), new(), Traffic.Throughput(s_pace)).Replicas[0];
        Assert.Equal(truth.Replicas, plan.Replicas);
        Assert.InRange(plan.TimeToFirstToken!.Value / truth.TimeToFirstToken!.Value, 0.95, 1.05);
    }

    [Fact]
    public void What_several_replicas_do_together_is_told_of_one()
    {
        ReplicaThroughput measured = Measure(s_options with { Replicas = 2, Levels = [1, 2] }).Measured;
        Assert.Equal([1, 2], measured.Levels.Select(static level => level.Concurrency));
        Assert.InRange(measured.Levels[1].TokensPerSecond, 0.85 * 2 * 41 / 2.07, 2 * 41 / 2.07);
        Assert.StartsWith("All levels were measured", measured.Ended, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Nonsense_is_refused_by_name(ThroughputProbeOptions options, string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => Measure(options)).Message, StringComparison.Ordinal);

    public static TheoryData<ThroughputProbeOptions, string> Nonsense { get; } = new()
    {
        { new() { Levels = [] }, "Levels" },
        { new() { Levels = [2, 2] }, "Levels" },
        { new() { PromptTokens = [0] }, "PromptTokens" },
        { new() { MaxTokens = 1 }, "MaxTokens" },
        { new() { MaxRequests = 0 }, "MaxRequests" },
        { new() { Replicas = 0 }, "Replicas" },
        { new() { RequestsPerPlace = 0 }, "RequestsPerPlace" },
        { new() { MaxUsd = 1 }, "MaxUsd needs Price" },
    };

    private (ReplicaThroughput Measured, FakeLane Lane, List<ThroughputLevel> Told) Measure(ThroughputProbeOptions options)
    {
        FakeLane lane = new(_time, s_pace with { Slots = s_pace.Slots * options.Replicas }, answerTokens: 41);
        using TogetherClient client = Calls.Client(lane, _time);
        List<ThroughputLevel> told = [];
        Task<ReplicaThroughput> running = new ThroughputProbe(client.Chat, "m", options).RunAsync("gpu", new Progress(told));
        for (int i = 0; i < 1_000_000 && !running.IsCompleted; i++)
            _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(running.IsCompleted);
        return (running.GetAwaiter().GetResult(), lane, told);
    }

    private sealed class Progress(List<ThroughputLevel> told) : IProgress<ThroughputLevel>
    {
        public void Report(ThroughputLevel value) => told.Add(value);
    }
}
