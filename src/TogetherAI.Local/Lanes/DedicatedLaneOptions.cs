namespace TogetherAI.Local;

/// <summary>
/// A dedicated endpoint: replicas with slots, and a queue before them. Read once, when the server starts; not thread-safe.
/// </summary>
public sealed class DedicatedLaneOptions : LocalLaneOptions
{
    internal DedicatedLaneOptions()
    {
    }

    /// <summary>How many replicas serve. Default: 1.</summary>
    /// <value>1 or more.</value>
    public int Replicas
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>
    /// How many requests a replica serves at once; it reads their prompts one after the other, in the order in which they came. Default: 8.
    /// </summary>
    /// <value>1 or more.</value>
    public int SlotsPerReplica
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 8;

    /// <summary>How many requests may wait for a slot, first come, first served; one more is refused with 503. Default: 100.</summary>
    /// <value>0 or more.</value>
    public int MaxQueue
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 100;

    /// <summary>
    /// How long a replica takes to be ready, from the start of the server and from <see cref="LaneReplica.Recover"/>. Default: zero.
    /// </summary>
    /// <value>Zero or more. Requests wait in the queue meanwhile.</value>
    public TimeSpan ColdStart
    {
        get;
        set => field = NotNegative(value);
    }
}
