using TogetherAI.Local.Lanes;

namespace TogetherAI.Local;

/// <summary>One replica of a dedicated lane, to be lost, slowed down and brought back while the server runs. Thread-safe.</summary>
public sealed class LaneReplica
{
    private readonly DedicatedLane _lane;
    private double _slowdown = 1;
    private int _running;

    internal LaneReplica(DedicatedLane lane, VirtualTimeProvider? clock, DateTimeOffset readyAt) =>
        (_lane, Reader, ReadyAt) = (lane, new PromptReader(clock), readyAt);

    /// <summary>What it is doing now.</summary>
    public LaneReplicaState State => _lane.StateOf(this);

    /// <summary>How many requests it serves now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many times its usual time it takes for everything. 1 is its usual speed.</summary>
    public double SlowdownFactor => Volatile.Read(ref _slowdown);

    internal PromptReader Reader { get; }

    internal DateTimeOffset ReadyAt { get; set; }

    internal bool IsLost { get; set; }

    /// <summary>Whether it only ends what it has begun.</summary>
    internal bool IsRetired { get; set; }

    /// <summary>Cancelled when the replica is lost; a new one comes with the recovery.</summary>
    internal CancellationTokenSource Loss { get; set; } = new();

    /// <summary>
    /// Loses the replica at once. What it serves breaks off: with a 503 where no header was sent yet, else with a cut connection. Without
    /// another replica, those who wait in the queue are refused with 503, and so is whoever comes.
    /// </summary>
    public void Lose() => _lane.Lose(this);

    /// <summary>Makes everything it does from now on take longer: the reading of prompts, and each token.</summary>
    /// <param name="factor">How many times longer than usual. More than 0; 1 is its usual speed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is 0 or less.</exception>
    public void SlowDown(double factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        Volatile.Write(ref _slowdown, factor);
    }

    /// <summary>
    /// Gives a slow replica its usual speed back at once, and brings a lost one back after <see cref="DedicatedLaneOptions.ColdStart"/>.
    /// </summary>
    public void Recover()
    {
        Volatile.Write(ref _slowdown, 1);
        _lane.Recover(this);
    }

    internal void Begin() => Interlocked.Increment(ref _running);

    internal void End() => Interlocked.Decrement(ref _running);
}
