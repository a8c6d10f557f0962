namespace TogetherAI.Local.Tests.Dedicated.Guard;

/// <summary>The idle guard and the cost meter against the virtual cloud, whose own ledger is the judge.</summary>
public class GuardedCloudTests
{
    private static readonly IdleGuardOptions s_options = new() { Window = TimeSpan.FromMinutes(20) };

    [Fact]
    public async Task Others_traffic_keeps_it_for_the_window_and_the_lag_and_not_for_longer()
    {
        await using Rented cloud = await Rented.StartAsync();
        DedicatedDeployment deployment = await cloud.ServeAsync();
        using TogetherClient guards = cloud.Local.CreateClient(); // it sees none of the other client's calls
        IdleGuard guard = new(guards, s_options);
        for (int i = 0; i < 12; i++)
        {
            await AskAsync(cloud);
            for (int minute = 0; minute < 10; minute++, cloud.Pass(1))
                Assert.Equal(IdleVerdict.Keep, Assert.Single(await guard.CheckAsync()).Verdict);
        }

        double last = cloud.Minutes - 10;
        IdleDecision decision;
        for (decision = Assert.Single(await guard.CheckAsync()); decision.Verdict == IdleVerdict.Keep; decision = Assert.Single(await guard.CheckAsync()))
            cloud.Pass(1);
        Assert.Equal((IdleReason.Idle, IdleOutcome.StopAccepted), (decision.Reason, decision.Outcome));
        Assert.InRange(cloud.Minutes - last, 25, 26);
        cloud.Pass(1);
        Assert.Equal(DeploymentState.Stopped, await cloud.StateAsync(deployment));
        Assert.Equal(0, cloud.Cloud.Ledger.RunningReplicas);
        Assert.Equal(IdleReason.NothingRuns, Assert.Single(await guard.CheckAsync()).Reason);
    }

    [Fact]
    public async Task An_open_stream_of_this_process_keeps_it_for_as_long_as_it_is_open()
    {
        await using Rented cloud = await Rented.StartAsync();
        await cloud.ServeAsync();
        IdleGuard guard = new(cloud.Client, s_options);
        ChatStream stream = await cloud.Client.Dedicated.Inference.Chat.StreamAsync(Question);
        cloud.Pass(60 * 24);
        Assert.Equal(IdleReason.InFlight, Assert.Single(await guard.CheckAsync()).Reason);
        await stream.DisposeAsync();
        cloud.Pass(19);
        Assert.Equal(IdleReason.OwnTraffic, Assert.Single(await guard.CheckAsync()).Reason);
        cloud.Pass(10);
        Assert.Equal(IdleOutcome.StopAccepted, Assert.Single(await guard.CheckAsync()).Outcome);
    }

    [Fact]
    public async Task What_starts_is_kept_however_long_it_takes_and_what_is_started_again_has_its_whole_window()
    {
        await using Rented cloud = await Rented.StartAsync(configure: options => options.Dedicated.ReplicaStartDelay = TimeSpan.FromMinutes(50));
        DedicatedEndpoint endpoint = await cloud.EndpointAsync();
        DedicatedDeployment deployment = await cloud.DeployAsync(endpoint);
        IdleGuard guard = new(cloud.Client, s_options);
        while (await cloud.StateAsync(deployment) != DeploymentState.Ready)
        {
            Assert.Equal(IdleReason.Starting, Assert.Single(await guard.CheckAsync()).Reason);
            cloud.Pass(1);
        }

        double ready = cloud.Minutes;
        await StopsAsync(cloud, guard);
        Assert.InRange(cloud.Minutes - ready, 19, 26);
        cloud.Pass(2);
        await cloud.ScaleAsync(deployment, 1, 1);
        while (await cloud.StateAsync(deployment) != DeploymentState.Ready)
        {
            Assert.Equal(IdleVerdict.Keep, Assert.Single(await guard.CheckAsync()).Verdict);
            cloud.Pass(1);
        }

        ready = cloud.Minutes;
        await StopsAsync(cloud, guard);
        Assert.InRange(cloud.Minutes - ready, 19, 26);
    }

    [Fact]
    public async Task One_that_has_just_become_ready_is_kept_by_a_guard_that_has_just_begun()
    {
        await using Rented cloud = await Rented.StartAsync(configure: options => options.Dedicated.ReplicaStartDelay = TimeSpan.FromMinutes(50));
        await cloud.DeployAsync(await cloud.EndpointAsync());
        cloud.Pass(52);
        Assert.Equal(IdleReason.RecentlyActive, Assert.Single(await new IdleGuard(cloud.Client, s_options).CheckAsync()).Reason);
        cloud.Pass(30);
        Assert.Equal(IdleOutcome.StopAccepted, Assert.Single(await new IdleGuard(cloud.Client, s_options).CheckAsync()).Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task The_meter_is_never_below_the_bill_and_above_it_by_a_look_for_each_start_and_end(int poll)
    {
        await using Rented cloud = await Rented.StartAsync();
        CostMeter meter = new(cloud.Client);
        await meter.ReadAsync();
        DedicatedDeployment deployment = await cloud.ServeAsync(min: 2);
        (int Minute, int Replicas)[] changes = [(100, 3), (163, 1), (260, 0), (300, 1), (420, 0)];
        int next = 0;
        double begin = cloud.Minutes;
        CostReport report = await meter.ReadAsync();
        for (int minute = 0; minute < 600; minute++)
        {
            if (next < changes.Length && changes[next].Minute == minute)
                await cloud.ScaleAsync(deployment, changes[next].Replicas, changes[next++].Replicas);
            cloud.Pass(1);
            if (minute % poll == 0)
            {
                report = await meter.ReadAsync();
                Assert.True(report.TotalUsd >= cloud.Cloud.Ledger.TotalUsd, $"minute {minute}: {report.TotalUsd} is below {cloud.Cloud.Ledger.TotalUsd}");
            }
        }

        int runs = cloud.Cloud.Ledger.Entries.Count;
        Assert.InRange(report.Endpoints.Single().ReplicaMinutes, cloud.Cloud.Ledger.TotalMinutes, cloud.Cloud.Ledger.TotalMinutes + (runs * 2 * (poll + 1)) + 8);
        Assert.Equal(report.Endpoints.Single().ReplicaMinutes * 3.99m / 60, report.TotalUsd);
        Assert.Equal(0, report.UsdPerHour);
    }

    [Fact]
    public async Task A_hard_stop_keeps_the_bill_below_the_budget()
    {
        await using Rented cloud = await Rented.StartAsync();
        await cloud.ServeAsync(min: 3);
        CostMeter meter = new(cloud.Client, new CostMeterOptions { Budgets = [new Budget { Usd = 10m, Period = BudgetPeriod.Total, HardStop = true }] });
        for (int minute = 0; minute < 200; minute++, cloud.Pass(1))
            await meter.ReadAsync();
        Assert.Equal(0, cloud.Cloud.Ledger.RunningReplicas);
        decimal before = 3 * 2 * 0.0665m; // before the meter began
        Assert.InRange(cloud.Cloud.Ledger.TotalUsd - before, 8m, 10m);
    }

    private static ChatRequest Question { get; } = new() { Model = "local/chat", Messages = [ChatMessage.User("?")], MaxTokens = 8 };

    private static Task AskAsync(Rented cloud) => cloud.Client.Dedicated.Inference.Chat.CreateAsync(Question);

    private static async Task StopsAsync(Rented cloud, IdleGuard guard)
    {
        for (int i = 0; Assert.Single(await guard.CheckAsync()).Outcome != IdleOutcome.StopAccepted; i++)
        {
            Assert.InRange(i, 0, 100);
            cloud.Pass(1);
        }
    }
}
