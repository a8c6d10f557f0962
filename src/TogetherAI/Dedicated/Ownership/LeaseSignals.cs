using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>
/// Stops leases when the process is told to end, by Ctrl-C (SIGINT) or by SIGTERM: nothing of this library does so without it. The end of the
/// process is held up until they are seen stopped, for a bounded time, and goes on as it would have.
/// <code>
/// using LeaseSignals signals = LeaseSignals.Listen();
/// await using EndpointLease lease = await signals.RentAsync(together.Dedicated, rent, progress, cancellationToken);
/// </code>
/// </summary>
/// <remarks>
/// <para>
/// It works beside a generic host, whose own handler asks the application to stop: both are called, in an order that .NET does not lay
/// down. Where this one is first the host begins to stop up to <see cref="Limit"/> later, so let whoever sends SIGKILL after SIGTERM wait for
/// longer than both together; Kubernetes waits 30 seconds unless told otherwise. A second signal ends the process at once.
/// </para>
/// <para>
/// A process that is killed (SIGKILL), or that crashes, gets no signal that it could hear: for that there is <see cref="RentRequest.LeaseJournal"/>.
/// Thread-safe.
/// </para>
/// </remarks>
public sealed class LeaseSignals : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<EndpointLease> _leases = [];
    private readonly HashSet<Task> _rentals = [];
    private readonly CancellationTokenSource _signalled = new();
    private readonly TimeProvider _time;
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    private LeaseSignals(TimeSpan limit, TimeProvider time)
    {
        (Limit, _time) = (limit, time);
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
    }

    /// <summary>How long the end of the process is held up at most.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _signalled.Token;

    /// <summary>Begins to listen. The leases are added with <see cref="RentAsync"/> or <see cref="Watch"/>.</summary>
    /// <param name="limit">How long the end of the process is held up at most. Null: 20 seconds. Positive.</param>
    /// <param name="timeProvider">The clock. Null: the system's.</param>
    /// <returns>What listens, until it is disposed. Disposing stops no lease.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not positive.</exception>
    public static LeaseSignals Listen(TimeSpan? limit = null, TimeProvider? timeProvider = null)
    {
        TimeSpan bound = limit ?? TimeSpan.FromSeconds(20);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(bound, TimeSpan.Zero, nameof(limit));
        return new LeaseSignals(bound, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Rents, and watches from the first moment: a signal during the rental cancels it, and what it made is taken back.</summary>
    /// <param name="dedicated">The client that rents.</param>
    /// <param name="request">What to rent.</param>
    /// <param name="progress">Told every stage; null for nobody.</param>
    /// <param name="cancellationToken">Ends the rental.</param>
    /// <returns>The lease, watched until it has ended.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled, or a signal came.</exception>
    /// <remarks>What <see cref="DedicatedClient.RentAsync"/> throws, this throws too.</remarks>
    public async Task<EndpointLease> RentAsync(
        DedicatedClient dedicated, RentRequest request, IProgress<RentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dedicated);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Token);
        Task<EndpointLease> rental = dedicated.RentAsync(request, progress, either.Token);
        lock (_gate)
            _rentals.Add(rental);
        try
        {
            EndpointLease lease = await rental.ConfigureAwait(false);
            Watch(lease);
            return lease;
        }
        finally
        {
            lock (_gate)
                _rentals.Remove(rental);
        }
    }

    /// <summary>Adds a lease that was rented otherwise.</summary>
    /// <param name="lease">The lease; it is let go of when it has ended.</param>
    public void Watch(EndpointLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (_gate)
            _leases.Add(lease);
        _ = LetGoAsync(lease);
        if (Token.IsCancellationRequested)
            _ = StopAsync(lease); // the signal came while it was on its way here
    }

    /// <summary>Listens no more. Leases that run go on.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    // Whether the process ends is not decided here: Cancel is left as it is, so without a host the default happens, and with one its will.
    internal void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Exchange(ref _signals, 1) == 1)
            return; // impatient: the second signal is not held up
        Task end = Task.Run(StopAllAsync);

        // The runtime calls this on a thread of its own, and ends the process once it returns: to hold it up is to stay here.
        ((IAsyncResult)end.WaitAsync(Limit, _time)).AsyncWaitHandle.WaitOne();
    }

    private async Task StopAllAsync()
    {
        await _signalled.CancelAsync().ConfigureAwait(false);
        Task[] rentals;
        lock (_gate)
            rentals = [.. _rentals];
        Task leases = StopLeasesAsync();
        foreach (Task rental in rentals)
            await rental.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // cancelled, it ends when what it made is taken back
        await leases.ConfigureAwait(false);
        await StopLeasesAsync().ConfigureAwait(false); // a rental may have come to its end all the same
    }

    private Task StopLeasesAsync()
    {
        lock (_gate)
            return Task.WhenAll(_leases.Select(StopAsync).ToArray());
    }

    private static async Task StopAsync(EndpointLease lease)
    {
        try
        {
            await lease.StopAsync().ConfigureAwait(false);
        }
        catch (TogetherException)
        {
            // The lease has logged it, and its journal knows.
        }
    }

    private async Task LetGoAsync(EndpointLease lease)
    {
        await lease.Completion.ConfigureAwait(false);
        lock (_gate)
            _leases.Remove(lease);
    }
}
