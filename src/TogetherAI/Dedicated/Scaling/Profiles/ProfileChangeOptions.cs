namespace TogetherAI;

/// <summary>How a profile is changed. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record ProfileChangeOptions
{
    /// <summary>The deployment to replace (<c>dep_…</c>).</summary>
    /// <value>Null by default: the only one that has a weight in the traffic split.</value>
    public string? DeploymentId { get; init; }

    /// <summary>How many replicas the new deployment has.</summary>
    /// <value>Null by default: as many as the old one may have, with its windows and metrics.</value>
    public ReplicaRange? Replicas { get; init; }

    /// <summary>How long the new deployment may take until it is ready. Then everything is put back.</summary>
    /// <value>Positive, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Default: one hour; a first start takes up to 20 minutes.</value>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a change of the traffic split is given to be in force.</summary>
    /// <value>Not negative. Default: 45 seconds; the service says up to 30.</value>
    public TimeSpan SplitDelay { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the old deployment may end what it serves, after no new request goes to it.</summary>
    /// <value>Not negative. Default: two minutes.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The pause between two looks.</summary>
    /// <value>Positive. Default: 5 seconds.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the old deployment is deleted once it is stopped.</summary>
    /// <value>Default: true. With false it stays, costs nothing, and can be started again.</value>
    public bool DeleteOld { get; init; } = true;

    internal void Check()
    {
        if (DeploymentId is not null && string.IsNullOrWhiteSpace(DeploymentId))
            throw Fault("DeploymentId is empty. Name the deployment to replace, or null for the only one that serves.");
        if (Deadline <= TimeSpan.Zero && Deadline != Timeout.InfiniteTimeSpan)
            throw Fault("Deadline must be positive, or Timeout.InfiniteTimeSpan.");
        if (SplitDelay < TimeSpan.Zero)
            throw Fault("SplitDelay must not be negative.");
        if (Drain < TimeSpan.Zero)
            throw Fault("Drain must not be negative.");
        if (Interval <= TimeSpan.Zero)
            throw Fault("Interval must be positive.");

        static ArgumentException Fault(string message) => new(message, "options");
    }
}
