using TogetherAI.Testing;

namespace TogetherAI.Local.Tests.Advice;

/// <summary>The advice is put to the test: real traffic on as many replicas as it says, and on one fewer, in the virtual cloud.</summary>
public class AdvisedReplicasTests(ITestOutputHelper output)
{
    // A word of the replay stands for so many tokens of the trace, so that minutes of traffic take seconds here.
    private const int TokensAWord = 20;

    // Whole milliseconds throughout, which is as fine as a wait can be.
    private static readonly ReplicaPace s_pace = new()
    {
        Slots = 16,
        TimeToFirstToken = TimeSpan.FromMilliseconds(50),
        TimePerPromptToken = TimeSpan.FromMilliseconds(2),
        TokensPerSecond = 2,
    };

    [Theory]
    [InlineData("azure-2023-conv", "2023-11-16T18:42:00Z", 700)]
    [InlineData("azure-2023-conv", "2023-11-16T19:05:00Z", 600)]
    [InlineData("azure-2023-code", "2023-11-16T18:31:00Z", 2000)]
    public async Task The_advised_replicas_meet_the_p95_and_one_fewer_does_not(string trace, string from, double objectiveMs)
    {
        List<TrafficRecord> requests = await ExcerptAsync(trace, DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture));
        TimeSpan objective = TimeSpan.FromMilliseconds(objectiveMs);
        TrafficProfiler profiler = new();
        foreach (TrafficRecord request in requests)
            profiler.Record(request);
        ReplicaPlan plan = Assert.Single(WorkloadAdvisor.Recommend(
            profiler.GetProfile(),
            new() { TimeToFirstToken = objective },
            new(),
            new() { Replicas = [new ReplicaThroughput { Hardware = "gpu", Pace = s_pace }] }).Replicas);

        int replicas = plan.Replicas!.Value;
        TimeSpan advised = P95(await CloudReplay.RunAsync(requests, s_pace, replicas));
        TimeSpan fewer = P95(await CloudReplay.RunAsync(requests, s_pace, replicas - 1));
        output.WriteLine($"{requests.Count} requests: {replicas} replicas {advised.TotalMilliseconds} ms (foreseen {plan.TimeToFirstToken!.Value.TotalMilliseconds}), one fewer {fewer.TotalMilliseconds} ms (foreseen {plan.TimeToFirstTokenOneFewer?.TotalMilliseconds})");
        Assert.True(replicas > 1);
        Assert.InRange(advised, TimeSpan.Zero, objective);
        Assert.InRange(fewer, objective + TimeSpan.FromMilliseconds(1), TimeSpan.MaxValue);

        // Not to the millisecond: which of two that end at the same moment makes way first is the cloud's affair.
        Assert.InRange(advised / plan.TimeToFirstToken!.Value, 0.9, 1.1);
    }

    private static async Task<List<TrafficRecord>> ExcerptAsync(string trace, DateTimeOffset from)
    {
        await using FileStream file = File.OpenRead(RepositoryFiles.Shared("data", "traces", trace + ".csv"));
        List<TrafficRecord> requests = [];
        long last = 0;
        await foreach (TrafficRecord record in TrafficLog.ReadAsync(file))
        {
            if (record.At < from || record.At > from.AddMinutes(2))
                continue;

            // Each in a millisecond of its own: which of two at the same moment comes first would be chance.
            last = Math.Max(last + 1, (record.At - from).Ticks / TimeSpan.TicksPerMillisecond);
            requests.Add(record with
            {
                At = from + TimeSpan.FromMilliseconds(last),
                PromptTokens = Math.Max(2, record.PromptTokens / TokensAWord),
                CompletionTokens = Math.Max(1, record.CompletionTokens / TokensAWord),
            });
        }

        return requests;
    }

    private static TimeSpan P95(TimeSpan[] sorted) => sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];
}
