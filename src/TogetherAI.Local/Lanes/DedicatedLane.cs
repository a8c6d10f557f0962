using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Lanes;

/// <summary>Replicas with slots, and a queue before them. One lock guards it all.</summary>
internal class DedicatedLane : LocalLane
{
    private readonly Lock _gate = new();
    private readonly WaitingLine<LaneReplica> _queue;
    private readonly VirtualTimeProvider? _clock;
    private readonly int _slots;
    private readonly int _maxQueue;
    private readonly TimeSpan _coldStart;
    private LaneReplica[] _replicas;
    private CancellationTokenSource? _wake;

    public DedicatedLane(string name, DedicatedLaneOptions options, LocalTogetherOptions server)
        : this(name, options, options.SlotsPerReplica, options.MaxQueue, server)
    {
        _coldStart = options.ColdStart;
        DateTimeOffset readyAt = Time.GetUtcNow() + _coldStart;
        _replicas = [.. Enumerable.Range(0, options.Replicas).Select(_ => new LaneReplica(this, _clock, readyAt))];
    }

    /// <summary>A lane without a replica; <see cref="Add"/> brings them.</summary>
    protected DedicatedLane(string name, LocalLaneOptions options, int slots, int maxQueue, LocalTogetherOptions server)
        : base(name, options, server)
    {
        _clock = Time as VirtualTimeProvider;
        (_slots, _maxQueue, _replicas) = (slots, maxQueue, []);
        _queue = new(_gate, _clock);
    }

    public override IReadOnlyList<LaneReplica> Replicas => Volatile.Read(ref _replicas);

    /// <summary>How many requests a replica serves at once.</summary>
    public int SlotsPerReplica => _slots;

    public override int Queued
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    internal override async Task<LaneTurn> EnterAsync(ApiCall call)
    {
        LinkedListNode<TaskCompletionSource<LaneReplica>> place;
        lock (_gate)
        {
            if (NoneLeft)
                throw NoReplica();
            if (Free() is { } free)
            {
                Take(free);
                return Begin(call, free);
            }

            if (_queue.Count >= _maxQueue)
                throw NoCapacity($"The queue of {Name} is full: {_maxQueue} requests wait already.");
            place = _queue.Join();
            Dispatch();
        }

        try
        {
            return Begin(call, await _queue.WaitAsync(place, call.Aborted).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            CountUnfinished();
            lock (_gate)
                Dispatch();
            throw;
        }
    }

    internal override void Leave(LaneTurn turn, bool served)
    {
        base.Leave(turn, served);
        lock (_gate)
        {
            turn.Replica!.End();
            Dispatch();
        }
    }

    public LaneReplicaState StateOf(LaneReplica replica)
    {
        lock (_gate)
        {
            return replica.IsLost ? LaneReplicaState.Lost
                : Time.GetUtcNow() < replica.ReadyAt ? LaneReplicaState.Starting
                : LaneReplicaState.Ready;
        }
    }

    public void Lose(LaneReplica replica)
    {
        lock (_gate)
        {
            replica.IsLost = true;
            if (NoneLeft)
                _queue.Refuse(NoReplica);
            Dispatch();
        }

        // Outside of the lock: what runs there ends here and now.
        replica.Loss.Cancel();
    }

    public void Recover(LaneReplica replica)
    {
        lock (_gate)
        {
            if (!replica.IsLost)
                return;
            (replica.IsLost, replica.Loss, replica.ReadyAt) = (false, new CancellationTokenSource(), Time.GetUtcNow() + _coldStart);
            Dispatch();
        }
    }

    /// <summary>A replica that is ready at once.</summary>
    public LaneReplica Add()
    {
        lock (_gate)
        {
            LaneReplica replica = new(this, _clock, Time.GetUtcNow());
            Volatile.Write(ref _replicas, [.. _replicas, replica]);
            Dispatch();
            return replica;
        }
    }

    /// <summary>Gives a replica no more requests; those it has go on.</summary>
    public void Retire(LaneReplica replica)
    {
        lock (_gate)
        {
            replica.IsRetired = true;
            if (NoneLeft)
                _queue.Refuse(NoReplica);
        }
    }

    /// <summary>Takes a replica away. Whoever calls cancels its <see cref="LaneReplica.Loss"/> next, outside of any lock.</summary>
    public void Remove(LaneReplica replica)
    {
        Retire(replica);
        lock (_gate)
            Volatile.Write(ref _replicas, [.. _replicas.Where(other => other != replica)]);
    }

    private bool NoneLeft => _replicas.All(static replica => replica.IsLost || replica.IsRetired);

    private ApiException NoReplica() => NoCapacity($"{Name} has no replica left.", "routing_error");

    // The least busy replica; of equals the first, so that the same requests meet the same replicas.
    private LaneReplica? Free() => _replicas
        .Where(replica => replica.Running < _slots && !replica.IsRetired && StateOf(replica) == LaneReplicaState.Ready)
        .MinBy(static replica => replica.Running);

    private void Take(LaneReplica replica)
    {
        CountRunning();
        replica.Begin();
    }

    // Called under the lock, whenever a slot may have become free or the queue shorter.
    private void Dispatch()
    {
        while (_queue.Count > 0 && Free() is { } free)
        {
            Take(free);
            _queue.Give(free);
        }

        LaneReplica? next = _queue.Count == 0
            ? null
            : _replicas.Where(replica => StateOf(replica) == LaneReplicaState.Starting).MinBy(static replica => replica.ReadyAt);
        if (next is null)
        {
            _wake?.Cancel();
            _wake = null;
        }
        else if (_wake is null)
        {
            _wake = new CancellationTokenSource();
            _ = WakeAsync(next.ReadyAt - Time.GetUtcNow(), _wake.Token);
        }
    }

    // A wait on the clock only while somebody waits for it: a virtual clock that advances itself would run to the end of any other.
    private async Task WakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await Task.Delay(wait, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            _wake = null;
            Dispatch();
        }
    }
}
