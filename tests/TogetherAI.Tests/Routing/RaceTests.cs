using System.Net;

namespace TogetherAI.Tests.Routing;

/// <summary>Who gets a request, and whose answer it is.</summary>
public class RaceTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeLanes _lanes = new();

    [Fact]
    public async Task Reserved_capacity_comes_first_and_gets_its_own_model_name_at_its_own_host()
    {
        using OverflowRouter router = new(
            new TogetherClient(new TogetherClientOptions { ApiKey = "sk-secret", TimeProvider = _time }, _lanes), Routers.Options());
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest request = await _lanes.Asked("gpu");
        request.Answer("Paris");
        await using RoutedChatStream stream = await asked;

        Assert.Equal("api-inference.together.ai", request.Address.Host);
        Assert.Equal("gpu", stream.Route.Lane);
        Assert.Equal(RouteReason.Preferred, stream.Route.Reason);
        ChatResponse whole = await stream.GetFinalResponseAsync();
        Assert.Equal("Paris", whole.Text);
        Assert.Equal("gpu", whole.Route!.Lane);
        Assert.Equal(0m, whole.Route.CostUsd);
        Assert.Single(_lanes.Requests);
    }

    [Fact]
    public async Task A_late_first_token_is_hedged_and_the_first_content_token_wins()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await WarmBothAsync(router);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest slow = await _lanes.Asked("gpu", 31);
        slow.Open(); // headers and a role decide nothing
        await AdvanceUntilAsync(() => _lanes.Requests.Count(request => request.Model == "cloud") > 30);
        (await _lanes.Asked("cloud", 31)).Open().Say("fast");
        await using RoutedChatStream stream = await asked;

        Assert.Equal("cloud", stream.Route.Lane);
        Assert.Equal(RouteReason.HedgeWon, stream.Route.Reason);
        Assert.Equal(2, stream.Route.Attempts.Count);
        Assert.Contains(stream.Route.Decisions, decision => decision.Step == RouteStep.Hedged && decision.Lane == "cloud");
        await slow.Body.Disposed.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        LaneSnapshot cloud = router.Snapshot().Lanes[1];
        Assert.Equal((1, 1), (cloud.HedgesFired, cloud.HedgesWon));
        Assert.Equal(0, router.Snapshot().Lanes[0].InFlight);
    }

    [Fact]
    public async Task A_loser_that_ignores_its_cancellation_delays_nobody()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await WarmBothAsync(router);
        _lanes.IgnoresCancellation = true;
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest slow = await _lanes.Asked("gpu", 31);
        await AdvanceUntilAsync(() => _lanes.Requests.Count(request => request.Model == "cloud") > 30);
        (await _lanes.Asked("cloud", 31)).Answer("fast");
        await using RoutedChatStream stream = await asked;
        Assert.Equal("fast", (await stream.GetFinalResponseAsync()).Text);

        slow.Answer("late"); // and its stream is closed, not spliced
        await slow.Body.Disposed.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        Assert.All(router.Snapshot().Lanes, lane => Assert.Equal((0, 0), (lane.InFlight, lane.PendingFirstToken)));
    }

    [Fact]
    public async Task A_failed_attempt_goes_on_elsewhere()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        (await _lanes.Asked("gpu")).Refuse(HttpStatusCode.ServiceUnavailable);
        (await _lanes.Asked("cloud")).Answer("Paris");
        await using RoutedChatStream stream = await asked;
        Assert.Equal(RouteReason.FailedOver, stream.Route.Reason);
        Assert.Equal("503", stream.Route.Attempts[0].Error);
        Assert.True(stream.Route.Attempts[1].Won);
    }

    [Fact]
    public async Task What_is_the_requests_own_fault_is_thrown_at_once_with_its_route()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        (await _lanes.Asked("gpu")).Refuse(HttpStatusCode.BadRequest);
        TogetherInvalidRequestException thrown = await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => asked);
        Assert.Equal("gpu", Assert.Single(thrown.Route!.Attempts).Lane);
        Assert.Single(_lanes.Requests);
    }

    [Fact]
    public async Task An_outage_of_everything_adds_few_attempts()
    {
        _lanes.Automatic["gpu"] = static request => request.Break();
        _lanes.Automatic["cloud"] = static request => request.Break();
        using OverflowRouter router = Routers.Create(_lanes, _time, With(options => options.MaxQueueWait = TimeSpan.Zero));
        int failed = 0;
        for (int i = 0; i < 200; i++)
        {
            await Assert.ThrowsAnyAsync<TogetherException>(() => router.StreamAsync(Routers.Question));
            failed++;
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.True(_lanes.Requests.Count - failed <= 10, $"{_lanes.Requests.Count} attempts for {failed} requests");
    }

    [Fact]
    public async Task The_callers_cancellation_ends_every_attempt_at_once()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        using CancellationTokenSource cancel = new();
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, cancel.Token);
        FakeLaneRequest request = await _lanes.Asked("gpu");
        cancel.Cancel();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(cancel.Token, thrown.CancellationToken);
        await request.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        Assert.Equal(0, router.Snapshot().Lanes[0].InFlight);
    }

    [Fact]
    public async Task Cancelling_an_unrelated_request_leaves_a_won_stream_alone()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        Task<RoutedChatStream> first = router.StreamAsync(Routers.Question);
        FakeLaneRequest live = (await _lanes.Asked("gpu")).Open().Say("a");
        await using RoutedChatStream stream = await first;
        using CancellationTokenSource cancel = new();
        Task<RoutedChatStream> second = router.StreamAsync(Routers.Question, cancel.Token);
        await _lanes.Asked("gpu", 2);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        live.Say("b").Finish();
        Assert.Equal("ab", (await stream.GetFinalResponseAsync()).Text);
    }

    [Fact]
    public async Task A_break_after_the_first_token_is_told_with_the_text_so_far_and_the_route()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest request = (await _lanes.Asked("gpu")).Open().Say("Par");
        await using RoutedChatStream stream = await asked;
        request.Body.Break();
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
        Assert.Equal("Par", thrown.PartialText);
        Assert.Equal("gpu", thrown.Route!.Lane);
        Assert.Single(_lanes.Requests);
    }

    [Fact]
    public async Task A_break_before_any_text_was_shown_begins_anew_when_that_is_asked_for()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, new RouteOptions { MidStream = MidStreamPolicy.RestartBeforeText });
        FakeLaneRequest request = (await _lanes.Asked("gpu")).Open().Say("Par");
        await using RoutedChatStream stream = await asked;
        request.Body.Break();
        Task<ChatResponse> whole = stream.GetFinalResponseAsync();
        (await _lanes.Asked("cloud")).Answer("Paris");
        Assert.Equal("Paris", (await whole).Text);
        Assert.Equal(2, stream.Route.Attempts.Count);
        Assert.Equal(0, router.Snapshot().Lanes[0].InFlight);
    }

    [Fact]
    public async Task Text_that_was_shown_is_never_spliced()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, new RouteOptions { MidStream = MidStreamPolicy.RestartBeforeText });
        FakeLaneRequest request = (await _lanes.Asked("gpu")).Open().Say("Par");
        await using RoutedChatStream stream = await asked;
        await foreach (string text in stream.ReadTextAsync())
        {
            Assert.Equal("Par", text);
            break;
        }

        request.Body.Break();
        await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
        Assert.Single(_lanes.Requests);
    }

    [Fact]
    public async Task Silence_after_the_headers_counts_as_a_failure()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, With(options => options.FirstTokenPatience = TimeSpan.FromSeconds(3)).HedgeBudget(0));
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest silent = (await _lanes.Asked("gpu")).Open();
        await silent.Body.Starved;
        _time.Advance(TimeSpan.FromSeconds(3));
        (await _lanes.Asked("cloud")).Answer("Paris");
        await using RoutedChatStream stream = await asked;
        Assert.Equal("cloud", stream.Route.Lane);
        Assert.Equal(1, router.Snapshot().Lanes[0].Failures);
    }

    [Fact]
    public async Task A_lane_has_its_own_limit_of_silence_in_the_middle()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(static gpu => gpu.IdleTimeout = TimeSpan.FromSeconds(3)));
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest request = (await _lanes.Asked("gpu")).Open().Say("Par");
        await using RoutedChatStream stream = await asked;
        Task<ChatResponse> whole = stream.GetFinalResponseAsync();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        request.Say("is");
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(whole.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => whole);
        Assert.Equal(TimeoutKind.Idle, thrown.Kind);
    }

    [Fact]
    public async Task Several_answers_are_never_hedged()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await WarmBothAsync(router);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question with { N = 2 });
        FakeLaneRequest slow = await _lanes.Asked("gpu", 31);
        _time.Advance(TimeSpan.FromSeconds(4));
        slow.Answer("ok");
        await using RoutedChatStream stream = await asked;
        Assert.Single(stream.Route.Attempts);
    }

    private async Task WarmBothAsync(OverflowRouter router)
    {
        await Routers.WarmAsync(router, _lanes, _time, "gpu");
        await Routers.WarmAsync(router, _lanes, _time, "cloud");
        await AdvanceUntilAsync(() => router.Snapshot().HedgeBudgetUsd > 0.001m);
    }

    private async Task AdvanceUntilAsync(Func<bool> reached)
    {
        for (int i = 0; i < 1000 && !reached(); i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        Assert.True(reached());
    }

    private static RouterOptions With(Action<RouterOptions> configure)
    {
        RouterOptions options = Routers.Options();
        configure(options);
        return options;
    }
}
