using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Lanes;

/// <summary>Replicas with slots, and a queue before them. One lock guards it all.</summary>
internal sealed class DedicatedLane : LocalLane
{
    private readonly Lock _gate = new();
    private readonly WaitingLine<LaneReplica> _queue;
    private readonly LaneReplica[] _replicas;
    private readonly int _slots;
    private readonly int _maxQueue;
    private readonly TimeSpan _coldStart;
    private CancellationTokenSource? _wake;

    public DedicatedLane(string name, DedicatedLaneOptions options, LocalTogetherOptions server)
        : base(name, options, server)
    {
        VirtualTimeProvider? clock = Time as VirtualTimeProvider;
        (_slots, _maxQueue, _coldStart) = (options.SlotsPerReplica, options.MaxQueue, options.ColdStart);
        _queue = new(_gate, clock);
        DateTimeOffset readyAt = Time.GetUtcNow() + _coldStart;
        _replicas = [.. Enumerable.Range(0, options.Replicas).Select(_ => new LaneReplica(this, clock, readyAt))];
    }

    public override IReadOnlyList<LaneReplica> Replicas => _replicas;

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
            if (_replicas.All(static replica => replica.IsLost))
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
            if (_replicas.All(static other => other.IsLost))
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

    private ApiException NoReplica() => NoCapacity($"{Name} has no replica left.", "routing_error");

    // The least busy replica; of equals the first, so that the same requests meet the same replicas.
    private LaneReplica? Free() => _replicas
        .Where(replica => replica.Running < _slots && StateOf(replica) == LaneReplicaState.Ready)
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
