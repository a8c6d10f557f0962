namespace TogetherAI.Tests.Advice;

/// <summary>Replays worked out by hand.</summary>
public class LaneReplayTests
{
    [Fact]
    public void A_request_that_meets_an_idle_replica_takes_the_time_of_its_prompt() =>
        Assert.Equal([350], Times(Traffic.Pace(firstMs: 100, perPromptTokenMs: 0.5), 1, (0, 500, 10)));

    [Fact]
    public void A_replica_reads_one_prompt_after_the_other() =>
        Assert.Equal([100, 200, 300], Times(Traffic.Pace(slots: 3, firstMs: 100), 1, (0, 1, 1), (0, 1, 1), (0, 1, 1)));

    [Fact]
    public void Two_replicas_share() =>
        Assert.Equal([100, 100, 200], Times(Traffic.Pace(slots: 3, firstMs: 100), 2, (0, 1, 1), (0, 1, 1), (0, 1, 1)));

    [Fact]
    public void Who_finds_no_slot_waits_for_an_answer_to_end()
    {
        // One slot; an answer of 11 tokens at 10 a second ends 1 s after its first. The second comes at 0.5 s, starts at 1.1 s and has its
        // first token at 1.2 s, 0.7 s after it came; it ends at 2.2 s, and the third starts then.
        Assert.Equal([100, 700, 2300 - 600], Times(Traffic.Pace(slots: 1, firstMs: 100, rate: 10), 1, (0, 1, 11), (500, 1, 11), (600, 1, 11)));
    }

    [Fact]
    public void The_queue_keeps_its_order()
    {
        // Two slots on one replica: the long answer keeps the first until 10.1 s, so the short ones follow each other on the second.
        Assert.Equal([100, 200, 1200, 2200], Times(Traffic.Pace(slots: 2, firstMs: 100, rate: 10), 1, (0, 1, 101), (0, 1, 10), (0, 1, 10), (0, 1, 10)));
    }

    [Fact]
    public void What_would_be_late_goes_elsewhere_and_takes_no_place()
    {
        ReplayResult result = Run(Traffic.Pace(slots: 9, firstMs: 100), 1, spillMs: 250, (0, 1, 1), (0, 1, 1), (0, 1, 1), (0, 7, 5), (200, 1, 1));
        Assert.Equal([100, 100, 200], Milliseconds(result)); // the fifth finds the reader idle again
        Assert.Equal((2, 8, 6), (result.Spilled, result.SpilledPromptTokens, result.SpilledCompletionTokens));
    }

    [Fact]
    public void What_nobody_waits_for_stays_and_does_not_count()
    {
        Arrival[] arrivals = [new(0, 1, 1, true), new(0, 1, 1, false), new(0, 1, 1, true)];
        ReplayResult result = LaneReplay.Run(Traffic.Pace(slots: 9, firstMs: 100), 1, arrivals, 1, TimeSpan.FromMilliseconds(250));
        Assert.Equal([200], Milliseconds(result));
        Assert.Equal(0, result.Spilled);
    }

    [Fact]
    public void More_load_means_closer_together()
    {
        Arrival[] arrivals = [new(0, 1, 1, null), new(TimeSpan.FromMilliseconds(100).Ticks, 1, 1, null)];
        Assert.Equal([100, 100], Milliseconds(LaneReplay.Run(Traffic.Pace(firstMs: 100), 1, arrivals, 1)));
        Assert.Equal([100, 150], Milliseconds(LaneReplay.Run(Traffic.Pace(firstMs: 100), 1, arrivals, 2)));
    }

    [Fact]
    public void A_percentile_counts_what_went_elsewhere()
    {
        ReplayResult result = Run(Traffic.Pace(slots: 9, firstMs: 100), 1, spillMs: 350, [.. Enumerable.Repeat((0.0, 1, 1), 4)]);
        Assert.Equal(TimeSpan.FromMilliseconds(300), result.Quantile(0.95));
        Assert.Equal(TimeSpan.FromMilliseconds(300), result.QuantileAmong(0.75, 1, null)); // the fourth is beyond the third quarter
        Assert.Null(result.QuantileAmong(0.95, 1, null));
        Assert.Equal(TimeSpan.FromMilliseconds(900), result.QuantileAmong(0.95, 1, TimeSpan.FromMilliseconds(900)));
        Assert.Equal(TimeSpan.FromMilliseconds(300), result.QuantileAmong(0.95, 1, TimeSpan.FromMilliseconds(150)));
        Assert.Equal(TimeSpan.FromMilliseconds(150), result.QuantileAmong(0.5, 1, TimeSpan.FromMilliseconds(150)));
    }

    [Fact]
    public void Poisson_arrivals_wait_as_long_as_theory_says()
    {
        // One slot, 100 ms each, at 60 % of what it can serve: Pollaczek and Khinchine give a mean wait of 0.6 x 0.1 / (2 x 0.4) = 75 ms.
        List<TrafficRecord> records = [.. Traffic.Random(seed: 11, count: 200_000, perSecond: 6).Select(static record => record with { PromptTokens = 1, CompletionTokens = 1 })];
        Arrival[] arrivals = Traffic.Profile(records, replayed: 200_000).Arrivals;
        ReplayResult result = LaneReplay.Run(Traffic.Pace(slots: 1, firstMs: 100), 1, arrivals, 1);
        Assert.InRange(result.Times.Average() / TimeSpan.TicksPerMillisecond, 100 + 72, 100 + 78);
    }

    private static double[] Times(ReplicaPace pace, int replicas, params (double AtMs, int Prompt, int Completion)[] requests) =>
        Milliseconds(Run(pace, replicas, spillMs: null, requests));

    private static ReplayResult Run(ReplicaPace pace, int replicas, double? spillMs, params (double AtMs, int Prompt, int Completion)[] requests) => LaneReplay.Run(
        pace,
        replicas,
        [.. requests.Select(static request => new Arrival(TimeSpan.FromMilliseconds(request.AtMs).Ticks, request.Prompt, request.Completion, null))],
        loadFactor: 1,
        spillMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null);

    private static double[] Milliseconds(ReplayResult result) => [.. result.Times.Select(static time => time / (double)TimeSpan.TicksPerMillisecond).Order()];
}
