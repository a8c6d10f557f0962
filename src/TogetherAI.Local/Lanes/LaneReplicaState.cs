namespace TogetherAI.Local;

/// <summary>What a replica of a dedicated lane is doing.</summary>
public enum LaneReplicaState
{
    /// <summary>It has yet to pass its cold start.</summary>
    Starting,

    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It is gone, and what it was serving with it.</summary>
    Lost,
}
