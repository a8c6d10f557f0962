using System.Net;

namespace TogetherAI.Tests.Routing;

/// <summary>When a request that failed is sent again, while extra attempts are bounded by what arrives.</summary>
public class RepetitionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeLanes _lanes = new();

    [Fact]
    public async Task A_request_that_failed_waits_a_moment_for_the_budget_to_bear_its_repetition()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await UseUpAsync(router);
        _time.Advance(TimeSpan.FromSeconds(59.5)); // half a second later a minute has passed, and the budget bears more
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        Assert.Equal(1, router.Snapshot().Queued);
        await AdvanceAsync(asked, TimeSpan.FromSeconds(0.9));
        await using RoutedChatStream stream = await asked;
        Assert.Equal("cloud", stream.Route.Lane);
        Assert.Equal(RouteReason.FailedOver, stream.Route.Reason);
        Assert.InRange(stream.Route.Queued.TotalSeconds, 0.5, 0.7);
        Assert.Contains(stream.Route.Decisions, static decision => decision.Step == RouteStep.Queued && decision.Why.Contains("5 %", StringComparison.Ordinal));
        Assert.Equal(2, stream.Route.Decisions.Count(static decision => decision.Step == RouteStep.Placed)); // no lane is asked for what may not be sent yet
    }

    [Fact]
    public async Task What_the_budget_does_not_bear_within_the_objective_fails_with_what_happened()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await UseUpAsync(router);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        await AdvanceAsync(asked, TimeSpan.FromSeconds(0.9));
        Assert.False(asked.IsCompleted);
        await AdvanceAsync(asked, TimeSpan.FromSeconds(0.3));
        TogetherOverloadedException thrown = await Assert.ThrowsAsync<TogetherOverloadedException>(() => asked);
        Assert.Contains(thrown.Route!.Decisions, static decision => decision.Why.StartsWith("not repeated", StringComparison.Ordinal));
        Assert.Equal((7, 3L), (_lanes.Requests.Count, router.Snapshot().ExtraAttempts));
        Assert.Equal(0, router.Snapshot().Queued);
    }

    [Fact]
    public async Task What_waiting_does_not_mend_is_told_at_once()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await UseUpAsync(router);
        _lanes.Automatic["gpu"] = static request => request.Refuse(HttpStatusCode.Unauthorized);
        await Assert.ThrowsAsync<TogetherAuthenticationException>(() => router.StreamAsync(Routers.Question));
    }

    [Fact]
    public async Task A_request_that_failed_does_not_keep_others_back()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(static gpu => gpu.MaxInFlight = 1, static cloud => cloud.MaxInFlight = 1));
        await UseUpAsync(router);
        Task<RoutedChatStream> failed = router.StreamAsync(Routers.Question);
        _lanes.Automatic.Clear();
        Task<RoutedChatStream> gpu = router.StreamAsync(Routers.Question);
        Task<RoutedChatStream> cloud = router.StreamAsync(Routers.Question);
        Task<RoutedChatStream> next = router.StreamAsync(Routers.Question);
        Assert.Equal(2, router.Snapshot().Queued);
        (await _lanes.Asked("gpu", 5)).Answer("Paris");
        await using (RoutedChatStream stream = await gpu)
            await stream.GetFinalResponseAsync();
        (await _lanes.Asked("gpu", 6)).Answer("Paris"); // the one that came last: the one before it may not be repeated yet
        await (await next).DisposeAsync();
        (await _lanes.Asked("cloud", 4)).Answer("Paris");
        await (await cloud).DisposeAsync();
        await AdvanceAsync(failed, TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TogetherOverloadedException>(() => failed);
    }

    [Fact]
    public async Task A_request_that_may_not_be_repeated_yet_does_not_keep_back_one_that_has_no_other_lane_either()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(cloud: static cloud => (cloud.MaxInFlight, cloud.Region) = (1, "eu")));
        await UseUpAsync(router);
        _lanes.Automatic.Remove("cloud");
        RouteOptions european = new() { Region = "eu" };
        Task<RoutedChatStream> held = router.StreamAsync(Routers.Question, european);
        Task<RoutedChatStream> failed = router.StreamAsync(Routers.Question);
        Task<RoutedChatStream> next = router.StreamAsync(Routers.Question, european);
        Assert.Equal(2, router.Snapshot().Queued);
        (await _lanes.Asked("cloud", 4)).Answer("Paris");
        await using (RoutedChatStream stream = await held)
            await stream.GetFinalResponseAsync();
        (await _lanes.Asked("cloud", 5)).Answer("Paris");
        await (await next.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).DisposeAsync();
        await AdvanceAsync(failed, TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TogetherOverloadedException>(() => failed);
    }

    [Fact]
    public async Task A_request_that_has_not_failed_waits_its_time_although_nothing_may_be_repeated()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(static gpu => gpu.MaxInFlight = 1, static cloud => cloud.MaxInFlight = 1));
        await UseUpAsync(router);
        _lanes.Automatic.Clear();
        RouteOptions standard = new() { Class = TrafficClass.Standard };
        Task<RoutedChatStream> gpu = router.StreamAsync(Routers.Question, standard);
        Task<RoutedChatStream> cloud = router.StreamAsync(Routers.Question, standard);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, standard);
        _time.Advance(TimeSpan.FromSeconds(5)); // five times the objective, and half of what it waits
        Assert.Equal((false, 1), (asked.IsCompleted, router.Snapshot().Queued));
        (await _lanes.Asked("gpu", 4)).Answer("Paris");
        await using (RoutedChatStream stream = await gpu)
            await stream.GetFinalResponseAsync();
        (await _lanes.Asked("gpu", 5)).Answer("Paris");
        await (await asked.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).DisposeAsync();
        (await _lanes.Asked("cloud", 4)).Answer("Paris");
        await (await cloud).DisposeAsync();
    }

    [Fact]
    public async Task A_repetition_counts_when_it_is_sent_and_not_when_it_begins_to_wait()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(cloud: static cloud => cloud.MaxInFlight = 1));
        Task<RoutedChatStream> held = router.StreamAsync(Routers.Question, new RouteOptions { Lane = "cloud" });
        FakeLaneRequest busy = await _lanes.Asked("cloud");
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        (await _lanes.Asked("gpu")).Refuse(HttpStatusCode.ServiceUnavailable);
        Assert.Equal((1, 0L), (router.Snapshot().Queued, router.Snapshot().ExtraAttempts));
        busy.Answer("ok");
        await using (RoutedChatStream stream = await held)
            await stream.GetFinalResponseAsync();
        (await _lanes.Asked("cloud", 2)).Answer("Paris");
        await (await asked).DisposeAsync();
        Assert.Equal(1, router.Snapshot().ExtraAttempts);
    }

    [Fact]
    public async Task An_answer_that_broke_and_may_not_be_begun_anew_in_time_is_told_with_the_lane_that_broke_it()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await UseUpAsync(router);
        _lanes.Automatic.Clear();
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, new RouteOptions { MidStream = MidStreamPolicy.RestartBeforeText });
        FakeLaneRequest request = (await _lanes.Asked("gpu", 4)).Open().Say("Par");
        await using RoutedChatStream stream = await asked;
        request.Body.Break();
        Task<ChatResponse> whole = stream.GetFinalResponseAsync();
        for (int i = 0; i < 1000 && router.Snapshot().Queued == 0; i++)
            await Task.Yield();
        await AdvanceAsync(whole, TimeSpan.FromSeconds(2));
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => whole);
        Assert.Equal(("Par", "gpu"), (thrown.PartialText, thrown.Route!.Lane));
        Assert.Equal(7, _lanes.Requests.Count);
    }

    /// <summary>Lets three requests fail on the reserved lane and go on elsewhere: as many as are granted whatever arrives.</summary>
    private async Task UseUpAsync(OverflowRouter router)
    {
        _lanes.Automatic["gpu"] = static request => request.Refuse(HttpStatusCode.ServiceUnavailable);
        _lanes.Automatic["cloud"] = static request => request.Answer("Paris");
        for (int i = 0; i < 3; i++)
            Assert.Equal("cloud", (await router.CreateAsync(Routers.Question)).Route!.Lane);
    }

    private async Task AdvanceAsync(Task until, TimeSpan atMost)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < atMost && !until.IsCompleted; passed += TimeSpan.FromMilliseconds(50))
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }
}
