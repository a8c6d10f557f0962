using System.Net;
using Microsoft.Extensions.Logging;

namespace TogetherAI.Tests.Dedicated.Guard;

/// <summary>The guard against a service that a test changes by hand.</summary>
public partial class IdleGuardTests
{
    private static readonly IdleGuardOptions s_options = new() { Window = TimeSpan.FromMinutes(30) };

    private readonly ManualTimeProvider _time = new();
    private readonly FakeDeployments _service;

    public IdleGuardTests() => _service = new FakeDeployments(_time);

    [Fact]
    public async Task Stops_what_is_idle_with_its_etag_and_nothing_else()
    {
        FakeDeployment idle = _service.Add("idle");
        FakeDeployment busy = _service.Add("busy");
        _time.Advance(TimeSpan.FromMinutes(30));
        busy.Requests.Add(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(5));
        using TogetherClient client = _service.Client();
        IReadOnlyList<IdleDecision> decisions = await new IdleGuard(client, s_options).CheckAsync();

        Assert.Equal((IdleVerdict.Stop, IdleReason.Idle, IdleOutcome.StopAccepted), Of(decisions[0]));
        Assert.Equal(TimeSpan.FromMinutes(5), decisions[0].ServiceLag);
        Assert.Equal((IdleVerdict.Keep, IdleReason.ServiceTraffic, IdleOutcome.None), Of(decisions[1]));
        Assert.Equal(1, decisions[1].ServiceRequests);
        (string deployment, string body) = Assert.Single(_service.Changes);
        Assert.Equal(idle.Id, deployment);
        Wire.Same("""{"autoscaling":{"minReplicas":0,"maxReplicas":0},"etag":"v1"}""", body);
        Assert.Equal("acme/idle (dep_idle_one): stopped: no request for 30 min, as far as the service knows, 5 min ago", decisions[0].ToString());
    }

    [Fact]
    public async Task Stops_exactly_when_window_and_lag_have_passed()
    {
        FakeDeployment one = _service.Add();
        _service.Lag = TimeSpan.FromMinutes(5);
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options);
        _time.Advance(TimeSpan.FromMinutes(10));
        DateTimeOffset last = _time.GetUtcNow();
        one.Requests.Add(last);
        TimeSpan stopped = await StoppedAfterAsync(guard, one, last);
        Assert.Equal(TimeSpan.FromMinutes(36), stopped); // a closed start: the request of 35 minutes ago is still in it
    }

    [Theory]
    [InlineData(12, true, 43)] // the service says how far it lags: that is waited for
    [InlineData(16, true, null)] // more than is allowed
    [InlineData(0, false, 36)]
    public async Task Waits_for_the_lag_that_the_service_owns_up_to(int lag, bool says, int? stoppedAfter)
    {
        FakeDeployment one = _service.Add();
        (_service.Lag, _service.SaysItsLag) = (TimeSpan.FromMinutes(lag), says);
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options);
        _time.Advance(TimeSpan.FromMinutes(10));
        DateTimeOffset last = _time.GetUtcNow();
        one.Requests.Add(last);
        if (stoppedAfter is { } minutes)
        {
            Assert.Equal(TimeSpan.FromMinutes(minutes), await StoppedAfterAsync(guard, one, last));
            return;
        }

        _time.Advance(TimeSpan.FromHours(5));
        Assert.Equal((IdleVerdict.CannotJudge, IdleReason.MetricsTooOld, IdleOutcome.None), Of((await guard.CheckAsync())[0]));
    }

    [Fact]
    public async Task Sees_this_process_own_calls_without_asking_the_service()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromHours(1));
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options);
        ModelTraffic call = client.Dedicated.Inference.Traffic.Begin("acme/chat");
        _time.Advance(TimeSpan.FromHours(9));
        IdleDecision decision = Assert.Single(await guard.CheckAsync());
        Assert.Equal((IdleVerdict.Keep, IdleReason.InFlight, IdleOutcome.None), Of(decision));
        Assert.Equal(1, decision.InFlight);
        call.End();
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal((IdleVerdict.Keep, IdleReason.OwnTraffic, IdleOutcome.None), Of((await guard.CheckAsync())[0]));
        Assert.DoesNotContain(_service.Asked, path => path.EndsWith("analytics", StringComparison.Ordinal));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((IdleVerdict.Stop, IdleReason.Idle, IdleOutcome.StopAccepted), Of((await guard.CheckAsync())[0]));
        Assert.False(one.Runs);
    }

    [Fact]
    public async Task A_call_that_begins_while_the_service_is_asked_keeps_it()
    {
        _service.Add();
        _time.Advance(TimeSpan.FromHours(1));
        ModelTraffic? call = null;
        using InterceptingHandler between = new(_service);
        using TogetherClient watched = Calls.Client(between, _time, options => options.ProjectId = "p");
        IdleGuard guard = new(watched, s_options);
        between.OnAsked = path =>
        {
            if (path.EndsWith("analytics", StringComparison.Ordinal))
                call ??= watched.Traffic.Begin("acme/chat");
        };
        Assert.Equal((IdleVerdict.Keep, IdleReason.InFlight, IdleOutcome.None), Of((await guard.CheckAsync())[0]));
        Assert.Empty(_service.Changes);
    }

    [Fact]
    public async Task A_dry_run_stops_nothing_and_says_what_it_would()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromHours(1));
        List<IdleDecision> told = [];
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options with { DryRun = true, Notify = (decision, _) => { told.Add(decision); return Task.CompletedTask; } });
        Assert.Equal((IdleVerdict.Stop, IdleReason.Idle, IdleOutcome.DryRun), Of((await guard.CheckAsync())[0]));
        Assert.True(one.Runs);
        Assert.Empty(_service.Changes);
        Assert.Equal(IdleOutcome.DryRun, Assert.Single(told).Outcome);
    }

    [Theory]
    [InlineData("acme/chat")]
    [InlineData("chat")]
    [InlineData("CHAT")]
    [InlineData("ep_chat")]
    [InlineData("dep_chat_one")]
    [InlineData("acme/*")]
    public async Task Never_touches_what_is_on_the_list(string name)
    {
        FakeDeployment one = _service.Add();
        FakeDeployment other = _service.Add("other", "1xnvidia-b200-180gb");
        if (name == "acme/*")
            _service.Endpoints.RemoveAt(1);
        _time.Advance(TimeSpan.FromDays(9));
        using TogetherClient client = _service.Client();
        IReadOnlyList<IdleDecision> decisions = await new IdleGuard(client, s_options with { NeverTouch = [name] }).CheckAsync();
        Assert.Equal((IdleVerdict.Keep, IdleReason.NeverTouch, IdleOutcome.None), Of(decisions[0]));
        Assert.True(one.Runs);
        Assert.Equal(name == "acme/*", other.Runs);
    }

    [Fact]
    public async Task An_endpoint_can_have_a_window_of_its_own_and_only_some_can_be_watched()
    {
        _service.Add("slow");
        _service.Add("quick");
        _service.Add("other");
        _time.Advance(TimeSpan.FromMinutes(40));
        using TogetherClient client = _service.Client();
        IReadOnlyList<IdleDecision> decisions = await new IdleGuard(client, s_options with
        {
            Endpoints = ["ep_slow", "acme/quick"],
            Windows = new Dictionary<string, TimeSpan> { ["slow"] = TimeSpan.FromHours(2) },
        }).CheckAsync();
        Assert.Equal(["acme/slow", "acme/quick"], decisions.Select(one => one.EndpointName));
        Assert.Equal([IdleVerdict.Keep, IdleVerdict.Stop], decisions.Select(one => one.Verdict));
        Assert.Equal([TimeSpan.FromHours(2), TimeSpan.FromMinutes(30)], decisions.Select(one => one.Window));
    }

    [Fact]
    public async Task Endpoints_known_by_id_are_read_one_by_one_and_one_that_is_gone_is_no_failure()
    {
        _service.Add("kept");
        _service.Add("other");
        using TogetherClient client = _service.Client();
        IdleDecision decision = Assert.Single(await new IdleGuard(client, s_options with { Endpoints = ["ep_kept", "ep_gone"] }).CheckAsync());
        Assert.Equal("acme/kept", decision.EndpointName);
        Assert.DoesNotContain("/v2/projects/p/endpoints", _service.Asked);
    }

    [Fact]
    public async Task A_deployment_out_of_the_split_is_judged_by_its_own_requests()
    {
        FakeDeployment live = _service.Add();
        FakeDeployment left = _service.Add(live.Endpoint, "old");
        left.Weight = 0;
        _time.Advance(TimeSpan.FromHours(1));
        live.Requests.Add(_time.GetUtcNow().AddMinutes(-6));
        using TogetherClient client = _service.Client();
        client.Traffic.Begin("acme/chat").End();
        IReadOnlyList<IdleDecision> decisions = await new IdleGuard(client, s_options).CheckAsync();
        Assert.Equal([IdleReason.OwnTraffic, IdleReason.Idle], decisions.Select(one => one.Reason));
        Assert.True(live.Runs);
        Assert.False(left.Runs);
    }

    [Fact]
    public async Task Every_deployment_of_the_split_stays_while_its_endpoint_is_called()
    {
        FakeDeployment one = _service.Add();
        FakeDeployment canary = _service.Add(one.Endpoint, "canary");
        canary.Weight = 0.01;
        _time.Advance(TimeSpan.FromHours(1));
        one.Requests.Add(_time.GetUtcNow().AddMinutes(-6));
        using TogetherClient client = _service.Client();
        Assert.All(await new IdleGuard(client, s_options).CheckAsync(), decision => Assert.Equal(IdleReason.ServiceTraffic, decision.Reason));
    }

    [Fact]
    public async Task Whoever_changes_it_first_is_given_a_new_judgement()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromHours(1));
        using TogetherClient client = _service.Client();
        _service.BeforeChange = deployment =>
        {
            _service.BeforeChange = null;
            deployment.Scale(2, 2);
        };
        IdleDecision decision = Assert.Single(await new IdleGuard(client, s_options).CheckAsync());
        Assert.Equal((IdleVerdict.Keep, IdleReason.RecentlyActive, IdleOutcome.None), Of(decision));
        Assert.Equal(2, one.Max);
    }

    [Fact]
    public async Task A_conflict_without_a_reason_to_stay_is_tried_again_with_the_new_etag_and_not_for_ever()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromHours(1));
        using TogetherClient client = _service.Client();
        int conflicts = 0;
        _service.BeforeChange = deployment =>
        {
            if (++conflicts == 1)
                deployment.Scale(1, 1); // the same as before: only the etag changes
        };
        Assert.Equal((IdleVerdict.Stop, IdleReason.Idle, IdleOutcome.StopAccepted), Of((await new IdleGuard(client, s_options).CheckAsync())[0]));
        Assert.Equal(2, conflicts);

        one.Scale(1, 1);
        (one.State, one.Ready) = (DeploymentState.Ready, 1);
        _service.BeforeChange = deployment => deployment.Scale(1, 1);
        _service.Changes.Clear();
        Assert.Equal((IdleVerdict.CannotJudge, IdleReason.Changing, IdleOutcome.None), Of((await new IdleGuard(client, s_options).CheckAsync())[0]));
        Assert.Equal(3, _service.Changes.Count);
    }

    [Fact]
    public async Task A_stop_that_fails_is_told_and_tried_again_at_the_next_look_only()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromHours(1));
        List<IdleDecision> told = [];
        using LogCollector log = new(LogLevel.Information);
        using TogetherClient client = _service.Client(options => options.LoggerFactory = log);
        IdleGuard guard = new(client, s_options with { Notify = (decision, _) => { told.Add(decision); return Task.CompletedTask; } });
        _service.RefusesChanges = HttpStatusCode.InternalServerError;
        IdleDecision decision = Assert.Single(await guard.CheckAsync());
        Assert.Equal((IdleVerdict.Stop, IdleReason.Idle, IdleOutcome.StopFailed), Of(decision));
        Assert.IsType<TogetherServerException>(decision.Error);
        Assert.Single(_service.Changes);
        Assert.Contains(log.Lines, line => line is { Id: 103, Level: LogLevel.Error });
        _service.RefusesChanges = null;
        await guard.CheckAsync();
        Assert.False(one.Runs);
        Assert.Equal([IdleOutcome.StopFailed, IdleOutcome.StopAccepted], told.Select(one => one.Outcome));
    }

    [Fact]
    public async Task A_hook_that_throws_or_hangs_does_not_stop_the_guard()
    {
        FakeDeployment one = _service.Add("one"), two = _service.Add("two");
        _time.Advance(TimeSpan.FromHours(1));
        using LogCollector log = new(LogLevel.Information);
        using TogetherClient client = _service.Client(options => options.LoggerFactory = log);
        TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IdleGuard guard = new(client, s_options with
        {
            Notify = (decision, _) =>
            {
                if (decision.EndpointName == "acme/one")
                    throw new InvalidOperationException("secret-webhook");
                hanging.TrySetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, _time, CancellationToken.None);
            },
        });
        Task<IReadOnlyList<IdleDecision>> check = guard.CheckAsync();
        await Task.WhenAny(check, hanging.Task); // no request is under way any more that would run out of time
        while (!check.IsCompleted)
        {
            await Task.WhenAny(check, _time.WhenPending());
            _time.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Equal(2, (await check).Count);
        Assert.False(one.Runs || two.Runs);
        Assert.Equal(2, log.Lines.Count(line => line.Id == 106));
        Assert.DoesNotContain(log.Lines, line => (line.Text + line.Detail).Contains("secret-webhook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_decision_is_logged_with_its_reason_loudly_only_when_it_is_new()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromMinutes(20));
        using LogCollector log = new(LogLevel.Debug);
        using TogetherClient client = _service.Client(options => options.LoggerFactory = log);
        IdleGuard guard = new(client, s_options);
        await guard.CheckAsync();
        await guard.CheckAsync();
        one.Requests.Add(_time.GetUtcNow());
        _time.Advance(TimeSpan.FromMinutes(15));
        await guard.CheckAsync();
        _time.Advance(TimeSpan.FromHours(1));
        await guard.CheckAsync();
        LogLine[] lines = [.. log.Lines.Where(line => line.Category == "TogetherAI.IdleGuard")];
        Assert.Equal([LogLevel.Information, LogLevel.Debug, LogLevel.Information, LogLevel.Warning], lines.Select(line => line.Level));
        Assert.Equal("acme/chat (dep_chat_one): kept (RecentlyActive): it was started or changed 20 min ago", lines[0].Text);
        Assert.Equal("acme/chat (dep_chat_one): stop (StopAccepted): no request for 30 min, as far as the service knows, 5 min ago", lines[3].Text);
    }

    [Fact]
    public async Task Runs_until_it_is_cancelled_whatever_the_service_does()
    {
        FakeDeployment one = _service.Add();
        _service.Fails = "/endpoints";
        using LogCollector log = new(LogLevel.Information);
        using TogetherClient client = _service.Client(options => options.LoggerFactory = log);
        using CancellationTokenSource source = new();
        Task run = new IdleGuard(client, s_options).RunAsync(progress: null, source.Token);
        await TurnAsync(run, () => log.Lines.Any(line => line.Id == 101));
        _service.Fails = null;
        await TurnAsync(run, () => !one.Runs);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Contains(log.Lines, line => line.Id == 100);
    }

    [Fact]
    public void Options_out_of_their_bounds_are_named()
    {
        using TogetherClient client = _service.Client();
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new IdleGuard(client, new IdleGuardOptions
        {
            Window = TimeSpan.FromSeconds(5),
            Windows = new Dictionary<string, TimeSpan> { ["chat"] = TimeSpan.FromDays(400) },
            Poll = TimeSpan.Zero,
            ServiceLag = TimeSpan.FromMinutes(20),
            NeverTouch = [" "],
        }));
        Assert.All(["Window is ", "Windows['chat'] is ", "Poll is ", "LongestLag is ", "NeverTouch "], name => Assert.Contains(name, thrown.Message, StringComparison.Ordinal));
    }

    private static (IdleVerdict Verdict, IdleReason Reason, IdleOutcome Outcome) Of(IdleDecision decision) => (decision.Verdict, decision.Reason, decision.Outcome);

    private async Task<TimeSpan> StoppedAfterAsync(IdleGuard guard, FakeDeployment deployment, DateTimeOffset since)
    {
        while (_time.GetUtcNow() - since < TimeSpan.FromHours(5))
        {
            await guard.CheckAsync();
            if (!deployment.Runs)
                return _time.GetUtcNow() - since;
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        throw new Xunit.Sdk.XunitException("It was not stopped.");
    }

    private async Task TurnAsync(Task run, Func<bool> until)
    {
        while (!until())
        {
            Assert.False(run.IsCompleted);
            await _time.WhenWaiting();
            _time.AdvanceToNext();
        }
    }

    private sealed class InterceptingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public Action<string>? OnAsked { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            OnAsked?.Invoke(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>A clock that can be set: its timestamps go on as before.</summary>
    private sealed class SettableClock(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
    }
}
