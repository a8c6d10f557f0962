using TogetherAI.Local.Tests.Lanes;

namespace TogetherAI.Local.Tests.Advice;

/// <summary>The probe against a server: what bounds it, and what ends it. What it measures is tested on a clock that no thread can outrun.</summary>
public class ThroughputProbeTests
{
    private static readonly ThroughputProbeOptions s_options = new() { Levels = [1, 2, 4, 8, 16], PromptTokens = [50, 450] };

    private static void Lane(DedicatedLaneOptions lane)
    {
        lane.SlotsPerReplica = 4;
        (lane.TimeToFirstToken, lane.TimePerPromptToken) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(0.2));
        lane.TokensPerSecond = 20;
    }

    [Fact]
    public async Task It_makes_no_more_requests_than_it_may()
    {
        await using LaneCloud cloud = await StartAsync(Lane);
        ReplicaThroughput measured = await Probe(cloud, s_options with { MaxRequests = 20 }).RunAsync("gpu");
        if (FellShort(measured))
        {
            Assert.InRange(cloud.Local.Requests.Count, 8, 20);
            return;
        }

        Assert.Equal(20, cloud.Local.Requests.Count);
        Assert.Equal("The limit of 20 requests was reached.", measured.Ended);
        Assert.Equal([1, 2], measured.Levels.Select(static level => level.Concurrency)); // of the third level too little was measured
    }

    [Fact]
    public async Task It_spends_no_more_than_it_may()
    {
        // 0.01 USD a token of the answer, 40 of them; before each request the limit of 50 tokens has to fit.
        await using LaneCloud cloud = await StartAsync(Lane);
        ThroughputProbeOptions options = s_options with { MaxTokens = 50, Price = new TokenPrice(0, 10_000), MaxUsd = 4m };
        ReplicaThroughput measured = await Probe(cloud, options).RunAsync("gpu");
        Assert.Equal(9, cloud.Local.Requests.Count); // nine cost 3.60; a tenth may cost 0.50
        Assert.Equal("The limit of 4 USD was reached.", measured.Ended);
        Assert.Equal(8, Assert.Single(measured.Levels).Requests);

        InvalidOperationException none = await Assert.ThrowsAsync<InvalidOperationException>(() => Probe(cloud, options with { MaxUsd = 0.4m }).RunAsync("gpu"));
        Assert.Contains("0.4 USD", none.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Probe(cloud, options with { Price = null }));
    }

    [Fact]
    public async Task Too_much_at_once_is_a_finding_and_no_failure()
    {
        await using LaneCloud cloud = await StartAsync(static lane =>
        {
            Lane(lane);
            lane.MaxQueue = 0;
        });
        ReplicaThroughput measured = await Probe(cloud, s_options).RunAsync("gpu");
        Assert.InRange(measured.Pace.Slots, 1, 4);
        if (FellShort(measured))
        {
            Assert.InRange(measured.Levels[^1].Concurrency, 1, 4);
            return;
        }

        Assert.Equal("With 8 at once more than one request in ten failed.", measured.Ended);
        Assert.True(measured.Levels[^1].Failed >= 4);
    }

    [Fact]
    public async Task What_has_nothing_to_do_with_load_ends_it()
    {
        await using LaneCloud cloud = await StartAsync(Lane);
        cloud.Local.Faults.OnChat().Respond(402);
        await Assert.ThrowsAsync<TogetherBillingException>(() => Probe(cloud, s_options).RunAsync("gpu"));
        Assert.Single(cloud.Local.Requests);
    }

    [Fact]
    public async Task Cancelling_it_ends_every_stream()
    {
        await using LaneCloud cloud = await StartAsync(Lane);
        cloud.Time.AutoAdvance = false;
        using CancellationTokenSource stop = new();
        Task<ReplicaThroughput> running = Probe(cloud, s_options).RunAsync("gpu", cancellationToken: stop.Token);
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 0 && cloud.Lane.Unfinished == 1);
        Assert.Equal(0, cloud.Lane.Served);
    }

    private static async Task<LaneCloud> StartAsync(Action<DedicatedLaneOptions> lane)
    {
        LaneCloud cloud = await LaneCloud.StartDedicatedAsync(lane, reply: CloudReplay.Words(40));
        cloud.Time.AutoAdvance = true;
        return cloud;
    }

    // The clock advances while a client is still reading, so that what it measured of a level can fall short: then it ends before that.
    private static bool FellShort(ReplicaThroughput measured) => measured.Ended?.EndsWith(" at once bring no more tokens a second than fewer do.", StringComparison.Ordinal) == true;

    private static ThroughputProbe Probe(LaneCloud cloud, ThroughputProbeOptions options) => new(cloud.Client.Chat, "lane", options);
}
