namespace TogetherAI.Local.Tests.Dedicated.Rental;

/// <summary>A lease that looks after itself, by the cloud's own numbers.</summary>
public class LeaseTests
{
    private static readonly ChatRequest s_question = new() { Model = "m", Messages = [ChatMessage.User("?")], MaxTokens = 8 };

    [Fact]
    public async Task Nobody_uses_it_and_it_stops_itself()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        EndpointLease lease = await rented.RentAsync(VirtualRentals.Request with { IdleStop = IdleStop.After(TimeSpan.FromMinutes(10)) });
        double served = rented.Minutes;
        LeaseEnd end = await rented.PassUntilAsync(lease.Completion, TimeSpan.FromSeconds(10), TimeSpan.FromHours(3));
        Assert.Equal((LeaseEndReason.Idle, true), (end.Reason, end.IsStopped));
        Assert.True(rented.Minutes - served >= 10, "it was stopped inside its window");
        await rented.IsEmptyAsync();
    }

    [Fact]
    public async Task While_it_is_used_it_stays()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        EndpointLease lease = await rented.RentAsync(VirtualRentals.Request with { IdleStop = IdleStop.After(TimeSpan.FromMinutes(10)) });
        for (int i = 0; i < 12; i++)
        {
            await lease.Chat.CreateAsync(s_question);
            for (int j = 0; j < 18; j++)
                await Task.Delay(TimeSpan.FromSeconds(30), rented.Time, TestContext.Current.CancellationToken);
        }

        Assert.Null(lease.End);
        await lease.DisposeAsync();
        await rented.IsEmptyAsync();
    }

    [Fact]
    public async Task Its_money_is_not_overdrawn()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        List<RentProgress> reports = [];
        EndpointLease lease = await rented.RentAsync(VirtualRentals.Request with { MaxUsd = 8m }, new VirtualRentals.Hook(reports.Add));
        LeaseEnd end = await rented.PassUntilAsync(lease.Completion, TimeSpan.FromSeconds(30), TimeSpan.FromHours(4));
        Assert.Equal((LeaseEndReason.BudgetReached, true), (end.Reason, end.IsStopped));
        Assert.Contains(reports, report => report.Stage == RentStage.BudgetAlarm);
        Assert.True(rented.Cloud.Ledger.TotalUsd <= 8m, $"the bill is {rented.Cloud.Ledger.TotalUsd} USD");
        Assert.True(end.SpentUsd >= rented.Cloud.Ledger.TotalUsd);
    }

    [Fact]
    public async Task One_that_stops_slowly_is_not_called_stopped_before_it_is()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        rented.Cloud.Faults.OnDeployment().StopSlowly(TimeSpan.FromMinutes(12));
        EndpointLease lease = await rented.RentAsync();
        LeaseNotStoppedException thrown = await Assert.ThrowsAsync<LeaseNotStoppedException>(() => lease.StopAsync());
        Assert.Equal(1, rented.Cloud.Ledger.RunningReplicas);
        Assert.False(thrown.End!.IsStopped);
        LeaseEnd end = await rented.PassUntilAsync(lease.Completion, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));
        Assert.True(end.IsStopped);
        await rented.IsEmptyAsync();
    }

    [Fact]
    public async Task What_somebody_else_stopped_is_noticed()
    {
        await using Rented rented = await VirtualRentals.StartAsync();
        EndpointLease lease = await rented.RentAsync();
        await rented.Dedicated.Deployments.StopAsync(lease.EndpointId, lease.DeploymentId);
        LeaseEnd end = await rented.PassUntilAsync(lease.Completion, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(30));
        Assert.Equal((LeaseEndReason.StoppedElsewhere, true), (end.Reason, end.IsStopped));
        await rented.IsEmptyAsync();
    }
}
