namespace TogetherAI.Tests.Dedicated.Guard;

/// <content>What the guard judges by: starts and restarts, the service's numbers, clocks.</content>
public partial class IdleGuardTests
{
    [Fact]
    public async Task What_starts_is_kept_and_has_its_whole_window_once_it_runs()
    {
        FakeDeployment one = _service.Add();
        (one.State, one.Ready) = (DeploymentState.Provisioning, 0);
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options);
        for (int i = 0; i < 50; i++, _time.Advance(TimeSpan.FromMinutes(1)))
            Assert.Equal(IdleReason.Starting, (await guard.CheckAsync())[0].Reason);
        DateTimeOffset ready = _time.GetUtcNow();
        (one.State, one.Ready) = (DeploymentState.Ready, 1);
        Assert.Equal(TimeSpan.FromMinutes(29), await StoppedAfterAsync(guard, one, ready)); // seen starting a minute before
    }

    [Fact]
    public async Task A_look_without_a_memory_learns_from_the_events_when_it_became_ready()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromMinutes(50));
        one.Endpoint.Events.Add((_time.GetUtcNow(), "deployment.status_updated", one.Id, ""));
        one.Endpoint.Events.Add((_time.GetUtcNow(), "deployment.scaled", one.Id, ",\"oldReplicas\":2,\"newReplicas\":1"));
        using TogetherClient client = _service.Client();
        Assert.Equal(IdleReason.RecentlyActive, (await new IdleGuard(client, s_options).CheckAsync())[0].Reason);
        _time.Advance(TimeSpan.FromMinutes(20));
        one.Endpoint.Events.Add((_time.GetUtcNow(), "pod.log", one.Id, ""));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(IdleVerdict.Stop, (await new IdleGuard(client, s_options with { DryRun = true }).CheckAsync())[0].Verdict);
    }

    [Fact]
    public async Task A_restart_by_hand_begins_a_new_window_and_one_that_crashes_for_ever_does_not()
    {
        FakeDeployment one = _service.Add();
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options);
        await guard.CheckAsync();
        DateTimeOffset start = _time.GetUtcNow();
        for (int minute = 0; one.Runs || one.Max > 0; minute++)
        {
            Assert.InRange(minute, 0, 300);
            _time.Advance(TimeSpan.FromMinutes(1));
            bool down = minute % 20 > 17; // three starts are believed, 20 minutes from one another; then it is idle as anything else
            (one.State, one.Ready) = down ? (DeploymentState.Scaling, 0) : (DeploymentState.Ready, 1);
            await guard.CheckAsync();
        }

        Assert.InRange((_time.GetUtcNow() - start).TotalMinutes, 80, 100);
    }

    [Theory]
    [InlineData("""{}""", IdleReason.MetricsMissing)]
    [InlineData("""{"requestMetrics":{}}""", IdleReason.Idle)] // zero, as Protocol Buffers write it
    [InlineData("""{"requestMetrics":{"failedRequests":"3"}}""", IdleReason.ServiceTraffic)]
    [InlineData("""{"requestMetrics":{"requestsByStatusCode":{"503":"1"}}}""", IdleReason.ServiceTraffic)]
    [InlineData("""{"requestMetrics":{"requestsPerSecond":0.001}}""", IdleReason.ServiceTraffic)]
    [InlineData("""{"requestMetrics":{},"tokenMetrics":{"totalOutputTokens":"5"}}""", IdleReason.ServiceTraffic)]
    public async Task Reads_the_numbers_carefully(string metrics, IdleReason expected)
    {
        _service.Add();
        _service.Metrics = metrics;
        _time.Advance(TimeSpan.FromHours(1));
        using TogetherClient client = _service.Client();
        Assert.Equal(expected, (await new IdleGuard(client, s_options with { DryRun = true }).CheckAsync())[0].Reason);
    }

    [Theory]
    [InlineData("/analytics")]
    [InlineData("/events")]
    [InlineData("/deployments")]
    public async Task What_cannot_be_read_is_not_judged_and_somebody_is_told_once(string path)
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromHours(1));
        _service.Fails = path;
        List<IdleDecision> told = [];
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options with { Notify = (decision, _) => { told.Add(decision); return Task.CompletedTask; } });
        for (int i = 0; i < 100; i++, _time.Advance(TimeSpan.FromMinutes(1)))
            Assert.Equal((IdleVerdict.CannotJudge, IdleReason.Unreadable, IdleOutcome.None), Of((await guard.CheckAsync())[0]));
        Assert.Equal(IdleReason.Unreadable, Assert.Single(told).Reason);
        Assert.True(one.Runs);
        _service.Fails = null;
        Assert.Equal(IdleVerdict.Stop, (await guard.CheckAsync())[0].Verdict);
    }

    [Fact]
    public async Task A_clock_that_is_set_begins_every_window_anew()
    {
        FakeDeployment one = _service.Add();
        SettableClock clock = new(_time);
        using TogetherClient client = Calls.Client(_service, clock, options => options.ProjectId = "p");
        IdleGuard guard = new(client, s_options);
        _time.Advance(TimeSpan.FromMinutes(10));
        await guard.CheckAsync();
        clock.Offset = TimeSpan.FromHours(5); // summer time, a flat battery, a closed lid
        _service.Ahead = clock.Offset;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((IdleVerdict.CannotJudge, IdleReason.ClockUnreliable, IdleOutcome.None), Of((await guard.CheckAsync())[0]));
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(IdleVerdict.CannotJudge, (await guard.CheckAsync())[0].Verdict);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(IdleVerdict.Stop, (await guard.CheckAsync())[0].Verdict);
        Assert.False(one.Runs);
    }

    [Fact]
    public async Task A_clock_that_differs_from_the_services_is_noticed()
    {
        _service.Add();
        _time.Advance(TimeSpan.FromHours(9));
        _service.Ahead = TimeSpan.FromHours(1);
        using TogetherClient client = _service.Client();
        Assert.Equal(IdleReason.ClockUnreliable, (await new IdleGuard(client, s_options).CheckAsync())[0].Reason);
        _service.Ahead = TimeSpan.FromHours(-1);
        Assert.Equal(IdleReason.MetricsTooOld, (await new IdleGuard(client, s_options).CheckAsync())[0].Reason);
    }

    [Fact]
    public async Task Own_traffic_alone_decides_where_it_is_said_to_be_all()
    {
        FakeDeployment one = _service.Add();
        _time.Advance(TimeSpan.FromHours(9));
        _service.Fails = "/analytics";
        using TogetherClient client = _service.Client();
        IdleGuard guard = new(client, s_options with { OnlyOwnTraffic = true });
        DateTimeOffset first = _time.GetUtcNow();
        Assert.Equal(IdleReason.RecentlyActive, (await guard.CheckAsync())[0].Reason); // what it called before it was watched is not known
        Assert.Equal(TimeSpan.FromMinutes(30), await StoppedAfterAsync(guard, one, first));
    }
}
