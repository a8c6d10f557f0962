using System.Runtime.InteropServices;
using TogetherAI.Local;

namespace TogetherAI.Tests.Dedicated.Ownership;

/// <summary>A signal stops what is watched, holds the process up for a bounded time, and leaves its end to whoever decides it.</summary>
public class LeaseSignalsTests
{
    private static readonly RentRequest s_rent = RentalCloud.Rent with { LeaseJournal = null };

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task A_signal_stops_every_lease_before_the_process_goes_on_to_its_end(PosixSignal signal)
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient client = cloud.Process();
        using LeaseSignals signals = LeaseSignals.Listen(TimeSpan.FromMinutes(10), cloud.Time);
        EndpointLease rented = await signals.RentAsync(client.Dedicated, s_rent);
        EndpointLease watched = await client.Dedicated.RentAsync(s_rent);
        signals.Watch(watched);

        PosixSignalContext context = new(signal);
        signals.OnSignal(context);
        Assert.False(context.Cancel); // the process ends, unless a host says otherwise
        Assert.True(signals.Token.IsCancellationRequested);
        Assert.Empty(cloud.Cloud.Deployments);
        Assert.All([rented, watched], static lease => Assert.True(lease.End is { IsStopped: true, Reason: LeaseEndReason.Stopped }));
    }

    [Fact]
    public async Task A_signal_during_a_rental_takes_it_back()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using LeaseSignals signals = LeaseSignals.Listen(TimeSpan.FromMinutes(10), cloud.Time);
        int looks = 0;
        TogetherClient client = cloud.Process(between: inner => new MortalHandler(inner)
        {
            Before = async request =>
            {
                if (request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.Contains("/deployments/dep_", StringComparison.Ordinal) && ++looks == 1)
                {
                    waiting.SetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, signals.Token);
                }
            },
        });
        Task<EndpointLease> rental = signals.RentAsync(client.Dedicated, s_rent);
        await waiting.Task;
        Assert.Single(cloud.Cloud.Deployments);
        signals.OnSignal(new PosixSignalContext(PosixSignal.SIGTERM));
        Assert.Empty(cloud.Cloud.Deployments);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rental);
    }

    [Fact]
    public async Task A_stop_that_takes_too_long_holds_the_process_up_no_longer_than_the_limit()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        cloud.Cloud.Faults.OnDeployment().StopSlowly(TimeSpan.FromHours(1));
        using LeaseSignals signals = LeaseSignals.Listen(TimeSpan.FromSeconds(20), cloud.Time);
        EndpointLease lease = await signals.RentAsync(cloud.Process().Dedicated, s_rent);
        DateTimeOffset began = cloud.Time.GetUtcNow();
        signals.OnSignal(new PosixSignalContext(PosixSignal.SIGINT));
        Assert.InRange(cloud.Time.GetUtcNow() - began, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(6));
        Assert.NotEqual(DeploymentState.Ready, Assert.Single(cloud.Cloud.Deployments).State); // it was asked to stop all the same
        Assert.False(lease.End is { IsStopped: true });
    }

    [Fact]
    public async Task The_second_signal_is_not_held_up()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        using LeaseSignals signals = LeaseSignals.Listen(timeProvider: cloud.Time);
        signals.OnSignal(new PosixSignalContext(PosixSignal.SIGINT));
        EndpointLease late = await cloud.Process().Dedicated.RentAsync(s_rent);
        signals.OnSignal(new PosixSignalContext(PosixSignal.SIGINT)); // would wait for it
        Assert.Null(late.End);
        signals.Watch(late); // which stops it: the signal has come
        Assert.True((await late.Completion).IsStopped);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signals.RentAsync(cloud.Process().Dedicated, s_rent));
    }

    [Fact]
    public async Task What_listens_no_more_stops_nothing()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        EndpointLease lease;
        using (LeaseSignals signals = LeaseSignals.Listen(timeProvider: cloud.Time))
            lease = await signals.RentAsync(cloud.Process().Dedicated, s_rent);
        Assert.Null(lease.End);
        Assert.Equal(1, cloud.Cloud.Ledger.RunningReplicas);
        await lease.DisposeAsync();
    }

    [Fact]
    public void A_limit_is_positive() => Assert.Throws<ArgumentOutOfRangeException>(() => LeaseSignals.Listen(TimeSpan.Zero));
}
