namespace TogetherAI;

/// <summary>All that is known about a deployment when it is judged. Immutable.</summary>
internal readonly record struct IdleEvidence
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long it may be idle.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How old the service's numbers may be.</summary>
    public required TimeSpan LongestLag { get; init; }

    public required DeploymentState State { get; init; }

    public int ReadyReplicas { get; init; }

    /// <summary>Whether it has been told to have no replicas.</summary>
    public bool ToldToStop { get; init; }

    public bool NeverTouch { get; init; }

    public bool InRollout { get; init; }

    /// <summary>Whether the calls of this process are all there are.</summary>
    public bool OnlyOwnTraffic { get; init; }

    /// <summary>Whether <see cref="ActiveSince"/> is when this machine's clock was set, or the machine woke, and nothing else.</summary>
    public bool ClockJumped { get; init; }

    public OwnTrafficReading Own { get; init; }

    /// <summary>When it was last made, started, changed or scaled up.</summary>
    public required DateTimeOffset ActiveSince { get; init; }

    /// <summary>What the service says; null where it says nothing about requests.</summary>
    public ServiceTraffic? Service { get; init; }
}
