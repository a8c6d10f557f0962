namespace TogetherAI.Local.Dedicated;

internal enum ReplicaPhase
{
    /// <summary>There is no hardware for it.</summary>
    Waiting,

    /// <summary>It has hardware and will be ready.</summary>
    Starting,

    Ready,

    /// <summary>It has hardware and will not be ready by itself.</summary>
    Broken,

    /// <summary>It ends what it serves; it is one of the workload's no more.</summary>
    Draining,

    Gone,
}
