namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>Down in the right order from wherever it is, with no claim beyond what was seen.</summary>
public class TeardownTests
{
    public static TheoryData<string, bool> EveryState
    {
        get
        {
            TheoryData<string, bool> all = [];
            foreach (string state in (string[])["PROVISIONING", "SCALING", "READY", "DEGRADED", "FAILED", "STOPPING", "STOPPED", "DREAMING"])
            {
                all.Add(state, true);
                all.Add(state, false);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public async Task From_every_state_it_goes_down_in_the_services_order(string state, bool isInSplit)
    {
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service(state, isInSplit);
        SeenStates<TeardownProgress> seen = new();
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", progress: seen, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result is { IsComplete: true, IsStopped: true, IsEndpointDeleted: true, Problem: null });
        Assert.Equal("endpoint ep_1 is deleted", result.ToString());
        Assert.Empty(service.Endpoints);
        DeploymentTeardown one = Assert.Single(result.Deployments);
        Assert.True(one is { IsDeleted: true, IsStopped: true, IsOutOfSplit: true });
        bool wasDown = state is "STOPPED" or "STOPPING"; // told to have no replicas before
        List<TeardownStep> steps = [];
        if (!wasDown)
            steps.Add(TeardownStep.StopAsked);
        steps.AddRange([TeardownStep.OutOfSplit, TeardownStep.DeploymentDeleted, TeardownStep.EndpointDeleted]);
        Assert.Equal(steps, seen.All.Select(report => report.Step).Where(step => step != TeardownStep.StateSeen));
        Assert.Equal(isInSplit, service.Asked.Contains("PATCH endpoints/ep_1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Ended_at_any_request_it_goes_on_where_it_was(int at)
    {
        foreach (bool isHandled in (bool[])[false, true])
        {
            (ScriptedService service, _) = Service("READY", isInSplit: true);
            using CancellationTokenSource cancel = new();
            service.Before = (number, _) =>
            {
                if (number == at && !isHandled)
                    cancel.Cancel();
                return null;
            };
            service.After = (number, _) =>
            {
                if (number == at && isHandled)
                    cancel.Cancel();
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: cancel.Token));
            TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(result is { IsComplete: true, IsEndpointDeleted: true });
            Assert.Empty(service.Endpoints);
        }
    }

    [Fact]
    public async Task What_is_gone_is_done()
    {
        ScriptedService service = new();
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_9", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result is { IsComplete: true, IsStopped: true, IsEndpointDeleted: true, Deployments.Count: 0 });
        Assert.Equal(["GET endpoints/ep_9/deployments", "GET endpoints/ep_9"], service.Asked);
    }

    [Fact]
    public async Task A_list_that_lags_behind_is_not_believed()
    {
        // The endpoint is said not to be there, and is.
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service("READY", isInSplit: true);
        service.Before = (number, _) => number == 1 ? ScriptedService.Error(404, "not here") : null;
        Assert.True((await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken)).IsStopped);
        Assert.Empty(service.Endpoints);

        // A deployment that was listed is not any more, and is there.
        (service, endpoint) = Service("READY", isInSplit: true);
        service.Before = (number, _) =>
        {
            if (number == 3)
                endpoint.Deployments[0].Hidden = 5;
            return null;
        };
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result is { IsComplete: true, IsStopped: true });
        Assert.Contains("GET endpoints/ep_1/deployments/dep_1", service.Asked);
        Assert.Empty(service.Endpoints);
    }

    [Theory]
    [InlineData("PATCH endpoints/ep_1/deployments/dep_1")]
    [InlineData("PATCH endpoints/ep_1")]
    [InlineData("DELETE endpoints/ep_1/deployments/dep_1")]
    [InlineData("DELETE endpoints/ep_1")]
    public async Task What_goes_while_it_is_at_it_is_done_too(string request)
    {
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service("READY", isInSplit: true);
        service.Before = (_, text) =>
        {
            if (text == request)
            {
                endpoint.Split.Clear();
                endpoint.Deployments.Clear();
                if (!request.Contains("deployments"))
                    service.Endpoints.Clear();
            }

            return null;
        };
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result is { IsComplete: true, IsEndpointDeleted: true });
        Assert.True(Assert.Single(result.Deployments).IsDeleted);
    }

    [Fact]
    public async Task All_are_asked_to_stop_before_one_is_waited_for()
    {
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service("READY", isInSplit: true);
        service.Add(endpoint, "second", 2, 4);
        service.Add(endpoint, "third", 1, 1);
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["GET endpoints/ep_1/deployments", .. from id in (string[])["dep_1", "dep_2", "dep_3"] select $"PATCH endpoints/ep_1/deployments/{id}", "GET endpoints/ep_1/deployments"],
            service.Asked.Take(5));
        Assert.Equal(3, result.Deployments.Count);
        Assert.Empty(service.Endpoints);
    }

    [Fact]
    public async Task A_stale_etag_is_read_anew_and_somebody_elses_share_stays()
    {
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service("STOPPED", isInSplit: true);
        int conflicts = 2;
        service.Before = (_, text) =>
        {
            if (text == "PATCH endpoints/ep_1" && conflicts-- > 0)
                endpoint.Version++; // somebody was faster
            return null;
        };
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync(
            "ep_1", new TeardownOptions { Depth = TeardownDepth.DeleteDeployments }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.IsComplete);
        Assert.Equal(3, service.Asked.Count(asked => asked == "PATCH endpoints/ep_1"));
        Assert.Empty(Assert.Single(service.Endpoints).Deployments);
    }

    [Fact]
    public async Task One_that_somebody_starts_again_is_stopped_again_and_not_deleted_before()
    {
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service("READY", isInSplit: false);
        bool restarted = false;
        service.Before = (_, text) =>
        {
            if (text.StartsWith("DELETE endpoints/ep_1/deployments", StringComparison.Ordinal) && !restarted)
            {
                restarted = true;
                endpoint.Deployments[0].Scale(1, 1, 0);
                endpoint.Deployments[0].Life.Enqueue("READY 1 1");
            }

            return null;
        };
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result is { IsComplete: true, IsStopped: true });
        Assert.Equal(2, service.Asked.Count(asked => asked == "PATCH endpoints/ep_1/deployments/dep_1"));
    }

    [Fact]
    public async Task A_deployment_made_meanwhile_is_stopped_too()
    {
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service("STOPPED", isInSplit: false);
        bool made = false;
        service.Before = (_, text) =>
        {
            if (text == "DELETE endpoints/ep_1" && !made)
            {
                made = true;
                service.Add(endpoint, "late", 1, 1);
            }

            return null;
        };
        TeardownResult result = await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result is { IsComplete: true, IsEndpointDeleted: true, Deployments.Count: 2 });
    }

    [Fact]
    public async Task What_fails_is_tried_again_until_the_time_is_up_and_then_told()
    {
        (ScriptedService service, _) = Service("READY", isInSplit: true);
        service.StoppingLooks = int.MaxValue;
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromMinutes(1) };
        TeardownResult stuck = await Rentals.Client(service, time).Dedicated.TearDownAsync(
            "ep_1", new TeardownOptions { Timeout = TimeSpan.FromMinutes(3) }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(stuck is { IsComplete: false, IsStopped: false, IsEndpointDeleted: false });
        Assert.Equal("left of endpoint ep_1: dep_1: asked to stop, last seen DEPLOYMENT_STATE_STOPPING", stuck.ToString());
        Assert.InRange(stuck.Took, TimeSpan.FromMinutes(2.8), TimeSpan.FromMinutes(3));

        (ScriptedService broken, _) = Service("READY", isInSplit: true);
        broken.Before = (_, text) => text.StartsWith("PATCH endpoints/ep_1/dep", StringComparison.Ordinal) ? ScriptedService.Error(500, "cannot scale now") : null;
        SeenStates<TeardownProgress> seen = new();
        TeardownResult failed = await Rentals.Client(broken).Dedicated.TearDownAsync("ep_1", progress: seen, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(failed is { IsComplete: false, IsStopped: false });
        Assert.Contains("dep_1: not asked to stop, last seen DEPLOYMENT_STATE_READY (", failed.ToString());
        Assert.Contains("cannot scale now", failed.Problem);
        Assert.Contains(seen.All, report => report is { Step: TeardownStep.StepFailed, Error: TogetherServerException });
    }

    [Fact]
    public async Task A_service_that_is_away_for_a_while_is_waited_for_and_a_wrong_key_is_not()
    {
        (ScriptedService service, _) = Service("READY", isInSplit: true);
        service.Before = (number, _) => number is > 2 and < 20 ? ScriptedService.Error(503, "away") : null;
        Assert.True((await Rentals.Client(service).Dedicated.TearDownAsync("ep_1", cancellationToken: TestContext.Current.CancellationToken)).IsComplete);

        (ScriptedService locked, _) = Service("READY", isInSplit: true);
        locked.Before = (_, _) => ScriptedService.Error(401, "no");
        await Assert.ThrowsAsync<TogetherAuthenticationException>(() => Rentals.Client(locked).Dedicated.TearDownAsync("ep_1"));
    }

    [Fact]
    public async Task A_call_that_hangs_does_not_outlast_the_time()
    {
        FakeHandler handler = new FakeHandler().ThenHang();
        ManualTimeProvider time = new();
        Task<TeardownResult> teardown = DedicatedCalls.Client(handler, time).Dedicated.TearDownAsync(
            "ep_1", new TeardownOptions { Timeout = TimeSpan.FromMinutes(1) }, cancellationToken: TestContext.Current.CancellationToken);
        await handler.Hanging.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(1));
        TeardownResult result = await teardown;
        Assert.True(result is { IsComplete: false, IsStopped: false, Problem: "the time was up during a call" });
    }

    [Fact]
    public async Task It_goes_no_further_than_asked()
    {
        (ScriptedService service, ScriptedService.Endpoint endpoint) = Service("READY", isInSplit: true);
        TeardownResult stopped = await Rentals.Client(service).Dedicated.TearDownAsync(
            "ep_1", new TeardownOptions { Depth = TeardownDepth.Stop }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(stopped is { IsComplete: true, IsStopped: true, IsEndpointDeleted: false });
        Assert.Equal("STOPPED", Assert.Single(endpoint.Deployments).State);
        Assert.Single(endpoint.Split);
        Assert.Equal("left of endpoint ep_1: dep_1: stopped, last seen DEPLOYMENT_STATE_STOPPED", stopped.ToString());

        TeardownResult kept = await Rentals.Client(service).Dedicated.TearDownAsync(
            "ep_1", new TeardownOptions { Depth = TeardownDepth.DeleteDeployments }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("endpoint ep_1 is left, without deployments", kept.ToString());
        Assert.Empty(Assert.Single(service.Endpoints).Split);
    }

    [Fact]
    public async Task Options_out_of_bounds_ask_the_service_nothing()
    {
        DedicatedClient dedicated = Rentals.Client(new ScriptedService()).Dedicated;
        await Assert.ThrowsAsync<ArgumentException>(() => dedicated.TearDownAsync(" "));
        foreach (TeardownOptions options in (TeardownOptions[])[new() { Timeout = TimeSpan.Zero }, new() { Interval = TimeSpan.Zero }, new() { Depth = (TeardownDepth)9 }])
            await Assert.ThrowsAsync<ArgumentException>(() => dedicated.TearDownAsync("ep_1", options));
    }

    private static (ScriptedService Service, ScriptedService.Endpoint Endpoint) Service(string state, bool isInSplit)
    {
        ScriptedService service = new() { Life = [] };
        ScriptedService.Endpoint endpoint = new() { Id = "ep_1", Name = "acme/chat" };
        service.Endpoints.Add(endpoint);
        ScriptedService.Deployment deployment = service.Add(endpoint, "first", 1, 1);
        if (state is "STOPPED" or "STOPPING")
            deployment.Scale(0, 0, 2);
        deployment.State = state;
        deployment.Ready = state is "READY" or "DEGRADED" ? 1 : 0;
        if (isInSplit)
            endpoint.Split[deployment.Id] = 1;
        return (service, endpoint);
    }
}
