using TogetherAI.Local.Lanes;

namespace TogetherAI.Local.Dedicated;

/// <summary>One replica of a workload. Guarded by the cloud's lock.</summary>
internal sealed class WorkloadReplica(string id)
{
    public string Id { get; } = id;

    public ReplicaPhase Phase { get; private set; } = ReplicaPhase.Waiting;

    /// <summary>Counts the changes of <see cref="Phase"/>: what was noted for an earlier one must not happen to a later one.</summary>
    public int Step { get; private set; }

    /// <summary>Where its hardware is; null without any.</summary>
    public string? Region { get; set; }

    /// <summary>Whether it was ready once and crashed.</summary>
    public bool HasCrashed { get; set; }

    /// <summary>Its place in the lane while it is ready or draining.</summary>
    public LaneReplica? Lane { get; set; }

    /// <summary>What it is billed by while it runs.</summary>
    public LedgerRun? Run { get; set; }

    public void Enter(ReplicaPhase phase) => (Phase, Step) = (phase, Step + 1);
}
