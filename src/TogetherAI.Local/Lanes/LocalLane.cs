using TogetherAI.Local.Hosting;
using TogetherAI.Local.Lanes;

namespace TogetherAI.Local;

/// <summary>
/// A model name of a running server behind which capacity is limited, and what it has done so far. Thread-safe.
/// </summary>
/// <remarks>
/// Chat and completion requests that name it pass through it. Every one that arrived is counted in exactly one of
/// <see cref="Queued"/>, <see cref="Running"/>, <see cref="Served"/>, <see cref="Throttled"/>, <see cref="Refused"/> and
/// <see cref="Unfinished"/>; one that moves between two of them may be in neither for a moment.
/// </remarks>
public abstract class LocalLane
{
    private readonly LanePace _pace;
    private int _running;
    private long _served;
    private long _throttled;
    private long _refused;
    private long _unfinished;

    private protected LocalLane(string name, LocalLaneOptions lane, LocalTogetherOptions server)
    {
        Name = name;
        Time = server.TimeProvider;
        _pace = new LanePace(name, lane, server.Seed);
    }

    /// <summary>The model name that leads here.</summary>
    public string Name { get; internal set; }

    /// <summary>How many requests are being answered now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many requests wait for a slot now; always 0 in a serverless lane.</summary>
    public virtual int Queued => 0;

    /// <summary>How many requests were answered to the end.</summary>
    public long Served => Interlocked.Read(ref _served);

    /// <summary>How many requests were above the rate: 429.</summary>
    public long Throttled => Interlocked.Read(ref _throttled);

    /// <summary>How many requests found no capacity: 503.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>
    /// How many requests ended before their answer did: the client went away, the replica was lost, a fault struck, or the request turned
    /// out to be one that the model cannot answer.
    /// </summary>
    public long Unfinished => Interlocked.Read(ref _unfinished);

    /// <summary>The replicas of a dedicated lane; none in a serverless one.</summary>
    public virtual IReadOnlyList<LaneReplica> Replicas => [];

    /// <summary>The requests a second that a serverless lane allows now; <see langword="null"/> in a dedicated one.</summary>
    public virtual double? RequestsPerSecond => null;

    private protected TimeProvider Time { get; }

    /// <summary>A place, now or after a wait in the queue; else an <see cref="ApiException"/> that says why not.</summary>
    internal abstract Task<LaneTurn> EnterAsync(ApiCall call);

    /// <summary>The turn of a request is over.</summary>
    internal virtual void Leave(LaneTurn turn, bool served)
    {
        Interlocked.Decrement(ref _running);
        Interlocked.Increment(ref served ? ref _served : ref _unfinished);
    }

    /// <summary>A request has its place from now on, also before it has noticed.</summary>
    private protected void CountRunning() => Interlocked.Increment(ref _running);

    /// <summary>The server's model that answers in this lane; null for the one that the request names.</summary>
    private protected virtual string? EngineModel => null;

    private protected LaneTurn Begin(ApiCall call, LaneReplica? replica = null) => new(call, this, _pace, replica) { Model = EngineModel };

    private protected void CountUnfinished() => Interlocked.Increment(ref _unfinished);

    private protected ApiException TooMany(string message)
    {
        Interlocked.Increment(ref _throttled);
        return new ApiException(429, "dynamic_request_limited", message, "model", "rate_limit_exceeded");
    }

    private protected ApiException NoCapacity(string message, string type = "overloaded")
    {
        Interlocked.Increment(ref _refused);
        return new ApiException(503, type, message, "model");
    }
}
