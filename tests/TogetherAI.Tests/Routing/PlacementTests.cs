using System.Net;

namespace TogetherAI.Tests.Routing;

/// <summary>Which lanes a request may go to.</summary>
public class PlacementTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeLanes _lanes = new();

    [Fact]
    public async Task A_lane_that_has_more_waiting_than_it_serves_in_time_spills()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        await Routers.WarmAsync(router, _lanes, _time, "gpu");
        List<Task<RoutedChatStream>> asked = [];
        for (int i = 0; i < 40; i++)
            asked.Add(router.StreamAsync(Routers.Question, new RouteOptions { Class = TrafficClass.Standard }));
        FakeLaneRequest spilled = await _lanes.Asked("cloud");
        spilled.Answer("ok");
        RoutedChatStream[] done = [await await Task.WhenAny(asked)];
        Assert.Equal(RouteReason.PredictedLate, done[0].Route.Reason);
        RouteDecision decision = Assert.Single(done[0].Route.Decisions, static decision => decision.Step == RouteStep.Placed);
        Assert.True(decision.Predicted < decision.Limit, decision.ToString()); // sooner there than the reserved lane would be
        Assert.True(router.Snapshot().Lanes[0].PendingFirstToken > 3);
    }

    [Fact]
    public async Task A_stricter_objective_moves_more()
    {
        Assert.True(await SpilledAsync(0.99) > await SpilledAsync(0.5));

        static async Task<long> SpilledAsync(double percentile)
        {
            ManualTimeProvider time = new();
            FakeLanes lanes = new();
            using OverflowRouter router = Routers.Create(lanes, time, Routers.Options().Objective(percentile, TimeSpan.FromSeconds(1)));
            for (int i = 1; i < 10; i++)
                await Routers.WarmAsync(router, lanes, time, "gpu", requests: 10, seconds: 0.05 * i);
            for (int i = 0; i < 12; i++)
                _ = router.StreamAsync(Routers.Question, new RouteOptions { Class = TrafficClass.Standard });
            return router.Snapshot().Lanes[1].Spills;
        }
    }

    [Fact]
    public async Task Lanes_that_are_not_equivalent_share_nothing()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(cloud: static lane => lane.Equivalence = Equivalence.None));
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        (await _lanes.Asked("gpu")).Refuse(HttpStatusCode.ServiceUnavailable);
        await Assert.ThrowsAnyAsync<TogetherException>(async () =>
        {
            for (int i = 0; i < 400 && !asked.IsCompleted; i++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(50));
                foreach (FakeLaneRequest request in _lanes.Requests)
                    request.Refuse(HttpStatusCode.ServiceUnavailable);
                await Task.Yield();
            }

            await asked;
        });
        Assert.All(_lanes.Requests, static request => Assert.Equal("gpu", request.Model));
    }

    [Theory]
    [InlineData("region")]
    [InlineData("regime")]
    [InlineData("request's regime")]
    public async Task A_request_that_asks_for_isolation_never_leaves_the_lanes_that_satisfy_it(string asks)
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(static lane =>
        {
            lane.Region = "eu";
            lane.Compliance.Add("hipaa");
        }));
        ChatRequest request = asks == "request's regime" ? Routers.Question with { Compliance = "hipaa" } : Routers.Question;
        RouteOptions route = asks switch
        {
            "region" => new() { Region = "eu" },
            "regime" => new() { Compliance = ["HIPAA"] },
            _ => new(),
        };
        _lanes.Automatic["gpu"] = static request => request.Refuse(HttpStatusCode.InternalServerError);
        for (int i = 0; i < 8; i++)
        {
            Task<RoutedChatStream> asked = router.StreamAsync(request, route);
            for (int steps = 0; steps < 1000 && !asked.IsCompleted; steps++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(20));
                await Task.Yield();
            }

            await Assert.ThrowsAnyAsync<TogetherException>(() => asked);
        }

        Assert.All(_lanes.Requests, static sent => Assert.Equal("gpu", sent.Model));
    }

    [Fact]
    public async Task A_request_that_no_lane_may_serve_is_told_so()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        CapacityException thrown = await Assert.ThrowsAsync<CapacityException>(() => router.StreamAsync(Routers.Question, new RouteOptions { Region = "moon" }));
        Assert.Contains("region", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(_lanes.Requests);
    }

    [Fact]
    public async Task A_lane_for_long_prompts_gets_the_long_ones()
    {
        RouterOptions options = new RouterOptions { Seed = 1 }
            .Dedicated("short", null, static lane => lane.MaxPromptTokens = 1000)
            .Dedicated("long", null, static lane => lane.MinPromptTokens = 1001);
        using OverflowRouter router = Routers.Create(_lanes, _time, options);
        Task<RoutedChatStream> brief = router.StreamAsync(Routers.Question);
        (await _lanes.Asked("short")).Answer("ok");
        await (await brief).DisposeAsync();
        Task<RoutedChatStream> lengthy = router.StreamAsync(Routers.Question with { Messages = [ChatMessage.User(new string('x', 40_000))] });
        (await _lanes.Asked("long")).Answer("ok");
        await (await lengthy).DisposeAsync();
    }

    [Fact]
    public async Task A_class_goes_to_the_lane_that_serves_it()
    {
        RouterOptions options = new RouterOptions { Seed = 1 }
            .Dedicated("people", null, static lane => lane.Classes.Add(TrafficClass.Interactive))
            .Dedicated("machines", null, static lane => lane.Classes.UnionWith([TrafficClass.Standard, TrafficClass.Background]));
        using OverflowRouter router = Routers.Create(_lanes, _time, options);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, new RouteOptions { Class = TrafficClass.Background });
        (await _lanes.Asked("machines")).Answer("ok");
        await (await asked).DisposeAsync();
    }

    [Fact]
    public async Task A_pinned_request_stays_where_it_is_pinned()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question, new RouteOptions { Lane = "cloud" });
        (await _lanes.Asked("cloud")).Refuse(HttpStatusCode.ServiceUnavailable);
        TogetherOverloadedException thrown = await Assert.ThrowsAsync<TogetherOverloadedException>(() => asked);
        Assert.Equal(RouteReason.Pinned, Assert.Single(thrown.Route!.Attempts).Reason);
        await Assert.ThrowsAsync<ArgumentException>(() => router.StreamAsync(Routers.Question, new RouteOptions { Lane = "nowhere" }));
    }

    [Fact]
    public async Task Work_that_nobody_waits_for_neither_spills_nor_pays()
    {
        using OverflowRouter router = Routers.Create(_lanes, _time, Routers.Options(static gpu => gpu.MaxInFlight = 1));
        Task<RoutedChatStream> first = router.StreamAsync(Routers.Question);
        FakeLaneRequest busy = await _lanes.Asked("gpu");
        Task<RoutedChatStream> background = router.StreamAsync(Routers.Question, new RouteOptions { Class = TrafficClass.Background });
        Assert.Equal(1, router.Snapshot().Queued);
        busy.Answer("ok");
        await using (RoutedChatStream stream = await first)
            await stream.GetFinalResponseAsync();
        (await _lanes.Asked("gpu", 2)).Answer("later");
        await using RoutedChatStream late = await background;
        Assert.Contains(late.Route.Decisions, static decision => decision.Step == RouteStep.Queued);
        Assert.DoesNotContain(_lanes.Requests, static request => request.Model == "cloud");
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.01, 1)] // of 64 at a time not one whole, and one may always run
    public async Task Work_that_nobody_waits_for_has_no_more_than_its_share(double share, int queued)
    {
        RouterOptions options = Routers.Options();
        options.BackgroundShare = share;
        using OverflowRouter router = Routers.Create(_lanes, _time, options);
        RouteOptions background = new() { Class = TrafficClass.Background };
        Task<RoutedChatStream> first = router.StreamAsync(Routers.Question, background);
        FakeLaneRequest running = await _lanes.Asked("gpu");
        Task<RoutedChatStream> second = router.StreamAsync(Routers.Question, background);
        Assert.Equal(queued, router.Snapshot().Queued);
        Task<RoutedChatStream> people = router.StreamAsync(Routers.Question); // for whom there is room
        Assert.Equal(3 - queued, router.Snapshot().Lanes[0].InFlight);
        _lanes.Automatic["gpu"] = static request => request.Answer("ok");
        foreach (FakeLaneRequest request in _lanes.Requests)
            request.Answer("ok");
        foreach (Task<RoutedChatStream> asked in (Task<RoutedChatStream>[])[first, people, second])
        {
            await using RoutedChatStream stream = await asked;
            await stream.GetFinalResponseAsync();
        }

        Assert.Equal(0, router.AtWork);
    }

    [Fact]
    public async Task The_spending_limit_is_held()
    {
        // A request is estimated at its prompt and eight tokens, some fifteen millionths of a dollar.
        RouterOptions options = Routers.Options(static gpu => gpu.MaxInFlight = 1).SpendCap(usdPerHour: 0.000_040m);
        options.MaxQueueWait = TimeSpan.Zero;
        using OverflowRouter router = Routers.Create(_lanes, _time, options);
        _lanes.Automatic["cloud"] = static request => request.Answer("ok");
        Task<RoutedChatStream> held = router.StreamAsync(Routers.Question);
        await _lanes.Asked("gpu");
        int served = 0;
        for (; served < 100; served++)
        {
            try
            {
                await router.CreateAsync(Routers.Question, new RouteOptions { Class = TrafficClass.Standard });
            }
            catch (CapacityException exception)
            {
                Assert.NotNull(exception.RetryAfter);
                break;
            }
        }

        Assert.InRange(served, 1, 5);
        Assert.InRange(router.Snapshot().SpentLastHourUsd, 0.000_01m, 0.000_040m);
        (await _lanes.Asked("gpu")).Answer("ok");
        await (await held).DisposeAsync();
    }

    [Fact]
    public async Task A_key_never_goes_to_another_host()
    {
        RouterOptions options = new RouterOptions { Seed = 1 }.Lane("own", new Uri("https://vllm.test"), "m", static lane => lane.IsDedicated = true);
        using TogetherClient client = Calls.Client(_lanes, _time, static o => o.DefaultHeaders["X-Gateway-Token"] = "t");
        using OverflowRouter router = new(client, options);
        Task<RoutedChatStream> asked = router.StreamAsync(Routers.Question);
        FakeLaneRequest request = await _lanes.Asked("m");
        request.Answer("ok");
        await (await asked).DisposeAsync();
        Assert.Equal("https://vllm.test/v1/chat/completions", request.Address.AbsoluteUri);
        Assert.Null(request.Authorization);
    }

    [Fact]
    public async Task A_session_stays_where_it_was()
    {
        RouterOptions options = new RouterOptions { Seed = 1 }.Dedicated("one").Dedicated("two");
        using OverflowRouter router = Routers.Create(_lanes, _time, options);
        _lanes.Automatic["one"] = static request => request.Answer("ok");
        _lanes.Automatic["two"] = static request => request.Answer("ok");
        RouteOptions session = new() { Session = "s" };
        string? first = (await router.CreateAsync(Routers.Question, session)).Route!.Lane;
        for (int i = 0; i < 5; i++)
            Assert.Equal(RouteReason.Affinity, (await router.CreateAsync(Routers.Question, session)).Route!.Reason);
        Assert.Equal(first, (await router.CreateAsync(Routers.Question, session)).Route!.Lane);
    }
}
