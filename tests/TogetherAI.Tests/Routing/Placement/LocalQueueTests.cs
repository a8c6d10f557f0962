using System.Net;

namespace TogetherAI.Tests.Routing;

/// <summary>Who is served, and in which order, while no lane takes more; and what becomes of those who wait in vain.</summary>
public class LocalQueueTests
{
    private static readonly RouteOptions s_background = new() { Class = TrafficClass.Background };

    private readonly MeddlingTime _time = new();
    private readonly FakeLanes _lanes = new();

    [Fact]
    public async Task First_come_first_served()
    {
        using OverflowRouter router = Create();
        Task<RoutedChatStream>[] asked = Ask(router, 3);
        await EndAsync(asked[0], number: 1);
        await _lanes.Asked("gpu", 2);
        Assert.Equal(1, router.Snapshot().Queued);
        await EndAsync(asked[1], number: 2); // the one that came before the last
        await EndAsync(asked[2], number: 3);
        Assert.Equal(0, router.Snapshot().Queued);
    }

    [Fact]
    public async Task Once_one_has_waited_half_its_time_the_newest_goes_first()
    {
        using OverflowRouter router = Create();
        Task<RoutedChatStream>[] asked = Ask(router, 2);
        _time.Advance(TimeSpan.FromSeconds(5));
        Task<RoutedChatStream> newest = router.StreamAsync(Routers.Question);
        _time.Advance(TimeSpan.FromTicks(1));
        await EndAsync(asked[0], number: 1);
        await EndAsync(newest, number: 2);
        await EndAsync(asked[1], number: 3);
    }

    [Fact]
    public async Task At_half_its_time_it_still_goes_first()
    {
        using OverflowRouter router = Create();
        Task<RoutedChatStream>[] asked = Ask(router, 2);
        _time.Advance(TimeSpan.FromSeconds(5));
        Task<RoutedChatStream> newest = router.StreamAsync(Routers.Question);
        await EndAsync(asked[0], number: 1);
        await EndAsync(asked[1], number: 2);
        await EndAsync(newest, number: 3);
    }

    [Fact]
    public async Task What_nobody_waits_for_goes_last_and_makes_nobody_else_hurry()
    {
        using OverflowRouter router = Create(options => options.MaxQueueWait = TimeSpan.FromSeconds(1));
        Task<RoutedChatStream> first = router.StreamAsync(Routers.Question);
        Task<RoutedChatStream> background = router.StreamAsync(Routers.Question, s_background);
        _time.Advance(TimeSpan.FromSeconds(7)); // more than half of what it waits: it is no sign of an overload
        Task<RoutedChatStream> older = router.StreamAsync(Routers.Question);
        Task<RoutedChatStream> newer = router.StreamAsync(Routers.Question);
        await EndAsync(first, number: 1);
        await EndAsync(older, number: 2);
        await EndAsync(newer, number: 3);
        await EndAsync(background, number: 4);
    }

    [Theory]
    [InlineData(TrafficClass.Interactive, 2)]
    [InlineData(TrafficClass.Standard, 2)]
    [InlineData(TrafficClass.Background, 24)]
    public async Task Who_waits_in_vain_is_told_so_when_the_time_is_up(TrafficClass of, int seconds)
    {
        using OverflowRouter router = Create(static options => (options.MaxQueueWait, options.FirstTokenPatience) = (TimeSpan.FromSeconds(2), TimeSpan.FromHours(1)));
        Ask(router, 1);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, new RouteOptions { Class = of });
        _time.Advance(TimeSpan.FromSeconds(seconds - 0.05));
        Assert.False(asked.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.05));
        CapacityException thrown = await Assert.ThrowsAsync<CapacityException>(() => asked);
        Assert.Equal(TimeSpan.FromSeconds(seconds), thrown.Route!.Queued);
        Assert.Equal(0, router.Snapshot().Queued);
        Assert.Single(_lanes.Requests);
    }

    [Fact]
    public async Task No_more_than_so_many_wait()
    {
        using OverflowRouter router = Create(static options => options.MaxQueueLength = 2);
        Ask(router, 3);
        Assert.Equal(2, router.Snapshot().Queued);
        Task<RoutedChatStream> oneMore = router.StreamAsync(Routers.Question);
        Assert.True(oneMore.IsCompleted);
        CapacityException thrown = await Assert.ThrowsAsync<CapacityException>(() => oneMore);
        Assert.Contains("2 more are waiting", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(2, router.Snapshot().Queued);
    }

    [Fact]
    public async Task It_looks_by_itself_since_nothing_tells_that_a_pause_is_over()
    {
        using OverflowRouter router = Create(static options => options.MaxQueueWait = TimeSpan.FromMinutes(1));
        Task<RoutedChatStream> turnedAway = router.StreamAsync(Routers.Question, new RouteOptions { Lane = "gpu" });
        (await _lanes.Asked("gpu")).Refuse(HttpStatusCode.TooManyRequests, ("Retry-After", "20"));
        await Assert.ThrowsAsync<TogetherRateLimitException>(() => turnedAway);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        Assert.Equal(1, router.Snapshot().Queued);
        _time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.Single(_lanes.Requests);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        (await _lanes.Asked("gpu", 2)).Answer("Paris");
        await using RoutedChatStream stream = await asked;
        Assert.InRange(stream.Route.Queued.TotalSeconds, 20, 20.1);
    }

    [Fact]
    public async Task A_repetition_that_may_be_made_waits_for_a_lane_as_long_as_any_other()
    {
        using OverflowRouter router = Create(cloud: static cloud => (cloud.Equivalence, cloud.MaxInFlight) = (Equivalence.Declared, 1));
        Task<RoutedChatStream> held = router.StreamAsync(Routers.Question, new RouteOptions { Lane = "cloud" });
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        (await _lanes.Asked("gpu")).Refuse(HttpStatusCode.ServiceUnavailable);
        Task<RoutedChatStream> busy = router.StreamAsync(Routers.Question, new RouteOptions { Class = TrafficClass.Standard }); // is not hedged
        Assert.Equal(1, router.Snapshot().Queued);
        _time.Advance(TimeSpan.FromSeconds(9.95)); // nearly ten times the objective
        Assert.False(asked.IsCompleted);
        (await _lanes.Asked("cloud")).Answer("ok");
        await using (RoutedChatStream first = await held)
            await first.GetFinalResponseAsync();
        (await _lanes.Asked("cloud", 2)).Answer("Paris");
        await using RoutedChatStream stream = await asked.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        Assert.Equal(RouteReason.FailedOver, stream.Route.Reason);
        (await _lanes.Asked("gpu", 2)).Answer("ok");
        await (await busy).DisposeAsync();
    }

    [Fact]
    public async Task Who_is_called_off_leaves_the_queue_at_once()
    {
        using OverflowRouter router = Create();
        Task<RoutedChatStream>[] asked = Ask(router, 1);
        using CancellationTokenSource cancel = new();
        Task<RoutedChatStream> calledOff = router.StreamAsync(Routers.Question, cancel.Token);
        Task<RoutedChatStream> next = router.StreamAsync(Routers.Question);
        await cancel.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calledOff);
        Assert.Equal((cancel.Token, 1), (thrown.CancellationToken, router.Snapshot().Queued));
        await EndAsync(asked[0], number: 1);
        await EndAsync(next, number: 2);
    }

    [Fact]
    public async Task What_was_set_aside_for_one_that_is_called_off_at_that_moment_is_given_back()
    {
        using OverflowRouter router = Create(cloud: static cloud => cloud.MaxInFlight = 1);
        RouteOptions pinned = new() { Lane = "cloud" };
        Task<RoutedChatStream> held = router.StreamAsync(Routers.Question, pinned);
        using CancellationTokenSource cancel = new();
        Task<RoutedChatStream> calledOff = router.StreamAsync(Routers.Question, pinned, cancel.Token);
        bool wasSetAside = false;
        _time.Meddle = () =>
        {
            RouterSnapshot now = router.Snapshot();
            if (now is not { SpentLastHourUsd: > 0.000_012m, Queued: 1 } || now.Lanes[1].InFlight > 0)
                return false;
            wasSetAside = true;
            cancel.Cancel();
            return true;
        };
        (await _lanes.Asked("cloud")).Answer("ok"); // ten tokens in and two out: 0.000012 USD
        await using (RoutedChatStream stream = await held)
            await stream.GetFinalResponseAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calledOff);
        Assert.True(wasSetAside);
        Assert.Equal(0.000_012m, router.Snapshot().SpentLastHourUsd);
        Assert.Single(_lanes.Requests);
    }

    [Fact]
    public async Task What_was_set_aside_for_a_repetition_that_another_thread_took_is_given_back()
    {
        using OverflowRouter router = Create(cloud: static cloud => cloud.Equivalence = Equivalence.Declared);
        _lanes.Automatic["cloud"] = static request => request.Answer("ok");
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest request = await _lanes.Asked("gpu");
        _time.Meddle = () =>
        {
            if (router.Snapshot().SpentLastHourUsd == 0)
                return false;
            _lanes.Automatic["gpu"] = static request => request.Refuse(HttpStatusCode.BadGateway);
            for (int i = 0; i < 3; i++)
                Assert.Equal("cloud", router.CreateAsync(Routers.Question).GetAwaiter().GetResult().Route!.Lane);
            return true;
        };
        request.Refuse(HttpStatusCode.BadGateway);
        await _lanes.Asked("cloud", 3);
        Assert.Equal((1, 3L), (router.Snapshot().Queued, router.Snapshot().ExtraAttempts));
        Assert.Equal(0.000_036m, router.Snapshot().SpentLastHourUsd); // of those three
        _time.Advance(TimeSpan.FromSeconds(1.1));
        await Assert.ThrowsAnyAsync<TogetherException>(() => asked);
    }

    [Fact]
    public async Task One_that_no_lane_takes_keeps_nobody_back_who_could_go_elsewhere()
    {
        using OverflowRouter router = Create(cloud: static cloud => cloud.MaxInFlight = 1);
        RouteOptions pinned = new() { Lane = "cloud" };
        Task<RoutedChatStream>[] asked = Ask(router, 1);
        Task<RoutedChatStream> held = router.StreamAsync(Routers.Question, pinned);
        Task<RoutedChatStream> stuck = router.StreamAsync(Routers.Question, pinned);
        Task<RoutedChatStream> next = router.StreamAsync(Routers.Question);
        Assert.Equal(2, router.Snapshot().Queued);
        await EndAsync(asked[0], number: 1);
        await EndAsync(next, number: 2);
        Assert.False(stuck.IsCompleted);
        (await _lanes.Asked("cloud")).Answer("ok");
        await using (RoutedChatStream stream = await held)
            await stream.GetFinalResponseAsync();
        (await _lanes.Asked("cloud", 2)).Answer("ok");
        await (await stuck).DisposeAsync();
    }

    [Fact]
    public async Task One_that_waits_to_be_repeated_elsewhere_keeps_nobody_back()
    {
        using OverflowRouter router = Create(cloud: static cloud => (cloud.Equivalence, cloud.MaxInFlight) = (Equivalence.Declared, 1));
        Task<RoutedChatStream> held = router.StreamAsync(Routers.Question, new RouteOptions { Lane = "cloud" });
        Task<RoutedChatStream> failed = router.StreamAsync(Routers.Question);
        (await _lanes.Asked("gpu")).Refuse(HttpStatusCode.ServiceUnavailable); // and the other lane is full
        Task<RoutedChatStream> running = router.StreamAsync(Routers.Question);
        Task<RoutedChatStream> next = router.StreamAsync(Routers.Question);
        Assert.Equal(2, router.Snapshot().Queued);
        await EndAsync(running, number: 2);
        await EndAsync(next, number: 3);
        Assert.False(failed.IsCompleted);
        (await _lanes.Asked("cloud")).Answer("ok");
        await using (RoutedChatStream stream = await held)
            await stream.GetFinalResponseAsync();
        (await _lanes.Asked("cloud", 2)).Answer("ok");
        await (await failed).DisposeAsync();
    }

    [Fact]
    public async Task A_router_that_is_disposed_lets_nobody_wait()
    {
        OverflowRouter router = Create();
        Task<RoutedChatStream>[] asked = Ask(router, 2);
        router.Dispose();
        Task<RoutedChatStream> late = router.StreamAsync(Routers.Question);
        Assert.True(late.IsCompleted);
        await Assert.ThrowsAsync<CapacityException>(() => asked[1]);
        await Assert.ThrowsAsync<CapacityException>(() => late);
        await EndAsync(asked[0], number: 1); // what is open goes on
    }

    /// <summary>Two lanes that do not stand in for each other, unless the test says so; the reserved one takes one request at a time.</summary>
    private OverflowRouter Create(Action<RouterOptions>? configure = null, Action<LaneOptions>? cloud = null)
    {
        RouterOptions options = Routers.Options(static gpu => gpu.MaxInFlight = 1, lane =>
        {
            lane.Equivalence = Equivalence.None;
            cloud?.Invoke(lane);
        });
        configure?.Invoke(options);
        return Routers.Create(_lanes, _time, options);
    }

    private static Task<RoutedChatStream>[] Ask(OverflowRouter router, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => router.StreamAsync(Routers.Question))];

    /// <summary>Answers the request that the reserved lane is serving, which must be this one.</summary>
    private async Task EndAsync(Task<RoutedChatStream> asked, int number)
    {
        (await _lanes.Asked("gpu", number)).Answer("Paris");
        await using RoutedChatStream stream = await asked.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        await stream.GetFinalResponseAsync();
    }
}
