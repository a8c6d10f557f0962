using Microsoft.Extensions.Logging;

namespace TogetherAI.Tests.Dedicated.Rental;

/// <summary>How a lease ends, and what it says about that.</summary>
public class LeaseTests
{
    [Fact]
    public async Task A_stop_is_waited_for_until_it_is_seen_and_done_once()
    {
        ScriptedService service = new();
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(service);
        LeaseEnd end = await lease.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(end is { Reason: LeaseEndReason.Stopped, IsStopped: true, Teardown.IsEndpointDeleted: true });
        Assert.Same(end, lease.End);
        Assert.Empty(service.Endpoints);
        Assert.Equal(["Serving", "Stopping", "Stopped"], Rentals.Stages(reports)[^3..]);

        int asked = service.Asked.Count;
        Assert.Same(end, await lease.StopAsync(TestContext.Current.CancellationToken));
        await lease.DisposeAsync();
        await lease.DisposeAsync();
        Assert.Equal(asked, service.Asked.Count);
        Assert.Same(end, await lease.Completion);
        Assert.Contains("Stopped: stopped, about ", lease.ToString());
    }

    [Fact]
    public async Task Many_who_stop_and_dispose_at_once_wait_for_one_end()
    {
        ScriptedService service = new();
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        Task[] all = [.. Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            if (i % 2 == 0)
                await lease.StopAsync();
            else
                await lease.DisposeAsync();
        }))];
        await Task.WhenAll(all);
        Assert.Equal(1, service.Asked.Count(asked => asked == "PATCH endpoints/ep_1/deployments/dep_2"));
        Assert.Equal(1, service.Asked.Count(asked => asked == "DELETE endpoints/ep_1"));
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_and_not_the_stop()
    {
        ScriptedService service = new();
        (EndpointLease lease, _) = await Rentals.RentAsync(service);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease.StopAsync(new CancellationToken(canceled: true)));
        LeaseEnd end = await lease.Completion;
        Assert.True(end.IsStopped);
        Assert.Empty(service.Endpoints);
    }

    [Fact]
    public async Task What_was_not_seen_is_not_claimed()
    {
        ScriptedService service = new() { StoppingLooks = int.MaxValue };
        Log log = new();
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(20) };
        EndpointLease lease = await Rentals.Client(service, time, options => options.LoggerFactory = log).Dedicated.RentAsync(
            Catalog.Rent with { StopTimeout = TimeSpan.FromMinutes(2) }, null, TestContext.Current.CancellationToken);
        LeaseNotStoppedException thrown = await Assert.ThrowsAsync<LeaseNotStoppedException>(() => lease.StopAsync(TestContext.Current.CancellationToken));
        Assert.Contains("was not seen stopped within StopTimeout, 00:02:00, and may still be billed: left of endpoint ep_1: dep_2: asked to stop", thrown.Message);
        Assert.False(thrown.End!.IsStopped);
        Assert.False(lease.Completion.IsCompleted);
        Assert.Contains(log.Lines, line => line.StartsWith("Error: ", StringComparison.Ordinal) && line.Contains("was not seen stopped and may still be billed"));

        // It obeys at last: asking again sees it.
        service.StoppingLooks = 0;
        service.Endpoints[0].Deployments[0].Scale(0, 0, 0);
        Assert.True((await lease.StopAsync(TestContext.Current.CancellationToken)).IsStopped);
    }

    [Fact]
    public async Task A_stop_that_is_given_seconds_is_looked_at_often_enough()
    {
        ScriptedService service = new();
        (EndpointLease lease, _) = await Rentals.RentAsync(service, Catalog.Rent with { StopTimeout = TimeSpan.FromSeconds(3) });
        Assert.True((await lease.StopAsync(TestContext.Current.CancellationToken)).IsStopped);
    }

    [Fact]
    public async Task Disposal_does_not_throw_and_says_what_it_saw()
    {
        ScriptedService stuck = new() { StoppingLooks = int.MaxValue };
        (EndpointLease lease, _) = await Rentals.RentAsync(stuck);
        await lease.DisposeAsync();
        Assert.True(lease.End is { Reason: LeaseEndReason.Disposed, IsStopped: false });
        Assert.Same(lease.End, await lease.Completion);

        ScriptedService away = new();
        (EndpointLease lost, _) = await Rentals.RentAsync(away);
        away.Before = (_, _) => ScriptedService.Error(401, "the key was revoked");
        await lost.DisposeAsync();
        Assert.True(lost.End is { IsStopped: false });
        Assert.Contains("the key was revoked", lost.End.ToString());
    }

    [Fact]
    public async Task A_client_that_is_gone_before_its_lease_is_no_surprise()
    {
        ScriptedService service = new();
        TogetherClient client = Rentals.Client(service);
        EndpointLease lease = await client.Dedicated.RentAsync(Catalog.Rent, null, TestContext.Current.CancellationToken);
        client.Dispose();
        await lease.DisposeAsync();
        Assert.True(lease.End is { IsStopped: false, Teardown.Problem: not null });
    }

    [Fact]
    public async Task Another_lease_that_took_its_endpoint_while_it_was_empty_is_left_alone()
    {
        ScriptedService service = new();
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(20) };
        (EndpointLease lease, _) = await Rentals.RentAsync(service, Catalog.Rent with { Name = "chat", IdleStop = IdleStop.Never }, time);
        service.Add(service.Endpoints[0], "lease-0123456789ab", 1, 1);
        service.Add(service.Endpoints[0], "by-hand", 1, 1);
        TimeSpan before = time.Elapsed;
        LeaseEnd end = await lease.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(end is { IsStopped: true, Teardown: { IsComplete: true, IsEndpointDeleted: false } });
        Assert.Equal(["lease-0123456789ab"], Assert.Single(service.Endpoints).Deployments.Select(left => left.Name));
        Assert.InRange(time.Elapsed - before, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task One_that_is_to_be_kept_is_only_stopped()
    {
        ScriptedService service = new();
        (EndpointLease lease, _) = await Rentals.RentAsync(service, Catalog.Rent with { DeleteWhenStopped = false });
        Assert.True((await lease.StopAsync(TestContext.Current.CancellationToken)).IsStopped);
        Assert.Equal("STOPPED", Assert.Single(Assert.Single(service.Endpoints).Deployments).State);
    }

    [Theory]
    [InlineData("FAILED 0 0", LeaseEndReason.Failed)]
    [InlineData("STOPPED 0 0", LeaseEndReason.StoppedElsewhere)]
    [InlineData("", LeaseEndReason.StoppedElsewhere)]
    public async Task What_others_did_to_it_is_noticed_and_cleared_away(string state, LeaseEndReason reason)
    {
        ScriptedService service = new();
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(20) };
        (EndpointLease lease, _) = await Rentals.RentAsync(service, Catalog.Rent with { IdleStop = IdleStop.Never }, time);
        if (state.Length > 0)
            service.Endpoints[0].Deployments[0].Life.Enqueue(state);
        else
            service.Endpoints.Clear();
        time.Advance(TimeSpan.FromSeconds(30));
        LeaseEnd end = await lease.Completion;
        Assert.Equal((reason, true), (end.Reason, end.IsStopped));
        Assert.Empty(service.Endpoints);
    }

    [Fact]
    public async Task It_alarms_before_its_money_is_spent_and_ends_while_it_still_pays_for_that()
    {
        ScriptedService service = new();
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(20) };
        RentRequest request = Catalog.Rent with { IdleStop = IdleStop.Never, MaxUsd = 12m }; // two hours at 6 USD
        (EndpointLease lease, List<RentProgress> reports) = await Rentals.RentAsync(service, request, time);
        TimeSpan start = time.Elapsed;
        while (time.Elapsed - start < TimeSpan.FromMinutes(114))
            await LookAsync(service, time);
        Assert.Null(lease.End);
        Assert.Equal(
            ["50", "80", "95"],
            reports.ToArray().Where(report => report.Stage == RentStage.BudgetAlarm).Select(report => report.Message[(report.Message.IndexOf("spent, ", StringComparison.Ordinal) + 7)..][..2]));
        Assert.InRange(lease.SpentUsd, 11.3m, 11.6m);

        time.Advance(TimeSpan.FromMinutes(2));
        LeaseEnd end = await lease.Completion;
        Assert.Equal((LeaseEndReason.BudgetReached, true), (end.Reason, end.IsStopped));
        Assert.InRange(end.SpentUsd, 11.5m, 12m);
        Assert.Empty(service.Endpoints);
    }

    [Fact]
    public async Task A_service_that_cannot_be_read_does_not_make_it_forget_its_money()
    {
        ScriptedService service = new();
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(20) };
        (EndpointLease lease, _) = await Rentals.RentAsync(service, Catalog.Rent with { IdleStop = IdleStop.Never, MaxUsd = 6m }, time);
        service.Before = (_, text) => text == "GET endpoints/ep_1/deployments/dep_2" ? ScriptedService.Error(400, "away") : null;
        time.Advance(TimeSpan.FromMinutes(56));
        Assert.Equal(LeaseEndReason.BudgetReached, (await lease.Completion).Reason);
    }

    [Fact]
    public async Task An_end_that_was_not_seen_is_asked_for_again_by_the_lease_itself()
    {
        ScriptedService service = new() { StoppingLooks = int.MaxValue };
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(20) };
        (EndpointLease lease, _) = await Rentals.RentAsync(service, Catalog.Rent with { StopTimeout = TimeSpan.FromSeconds(20), IdleStop = IdleStop.Never }, time);
        await Assert.ThrowsAsync<LeaseNotStoppedException>(() => lease.StopAsync(TestContext.Current.CancellationToken));
        service.Endpoints[0].Deployments[0].Scale(0, 0, 0);
        time.Advance(TimeSpan.FromSeconds(30));
        LeaseEnd end = await lease.Completion;
        Assert.Equal((LeaseEndReason.Stopped, true), (end.Reason, end.IsStopped));
    }

    /// <summary>Lets half a minute pass, and the lease look.</summary>
    private static async Task LookAsync(ScriptedService service, ManualTimeProvider time)
    {
        while (service.Looks.Wait(0, CancellationToken.None))
        {
        }

        time.Advance(TimeSpan.FromSeconds(30));
        await service.Looks.WaitAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Log : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines)
                Lines.Add($"{logLevel}: {formatter(state, exception)}");
        }
    }
}
