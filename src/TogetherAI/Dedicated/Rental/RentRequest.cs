namespace TogetherAI;

/// <summary>
/// Hardware to rent for a model, how it ends, and what it may cost. Immutable: <c>with</c> makes a changed copy.
/// </summary>
public sealed record RentRequest
{
    /// <summary>The model: the name, id or serverless name of one of <see cref="DedicatedClient.SupportedModels"/>, in capitals or not.</summary>
    public required string Model { get; init; }

    /// <summary>When the lease stops itself if nobody uses it. It has no default: nothing else stops it.</summary>
    public required IdleStop IdleStop { get; init; }

    /// <summary>The endpoint's name, without the project: with the project's it is the model name that requests are sent to.</summary>
    /// <value>
    /// Null by default: a name made of the model's and the lease's id. An endpoint that exists is taken only while it has no deployments.
    /// </value>
    public string? Name { get; init; }

    /// <summary>How many replicas.</summary>
    /// <value>Default: exactly one.</value>
    public ReplicaRange Replicas { get; init; }

    /// <summary>The hardware: an instance type such as <c>1xnvidia-h100-80gb</c>, or a GPU such as <c>H100</c>, in capitals or not.</summary>
    /// <value>Null by default: the cheapest that has room.</value>
    public string? Hardware { get; init; }

    /// <summary>The deployment profile, by its <see cref="DeploymentProfile.ProfileId"/>.</summary>
    /// <value>Null by default: the cheapest that has room.</value>
    public string? Profile { get; init; }

    /// <summary>Where the replicas may run, by the names in <see cref="InstanceType.Regions"/>; nowhere else then.</summary>
    /// <value>Null by default: anywhere.</value>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>
    /// What the lease may cost in all. It stops itself while what is left still pays for the five minutes that a stop is given
    /// (<see cref="EndpointLease.SpentUsd"/> is its own reckoning, never less than the bill it knows of), and reports
    /// <see cref="RentStage.BudgetAlarm"/> at 50, 80 and 95 percent before. A rental that it cannot pay those five minutes of is refused.
    /// </summary>
    /// <value>In USD, more than 0. Null by default: no ceiling.</value>
    public decimal? MaxUsd { get; init; }

    /// <summary>What the lease may cost an hour, with as many replicas as it may have. Checked before anything starts.</summary>
    /// <value>In USD, more than 0. Null by default: no ceiling.</value>
    public decimal? MaxUsdPerHour { get; init; }

    /// <summary>What is done when the hardware is not free.</summary>
    /// <value>Default: <see cref="HardwareFallback.Fail"/>.</value>
    public HardwareFallback OnHardwareUnavailable { get; init; }

    /// <summary>How long it may take until the endpoint answers.</summary>
    /// <value>Positive, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Default: one hour; a first start takes up to 20 minutes.</value>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a stop is waited for: by <see cref="EndpointLease.StopAsync"/>, by disposal, and when a rental that failed is undone.</summary>
    /// <value>Positive. Default: five minutes.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a lease that is seen stopped is deleted: its deployment, and its endpoint where the rental made that.</summary>
    /// <value>Default: true. With false a stopped deployment stays, which costs nothing and can be started again.</value>
    public bool DeleteWhenStopped { get; init; } = true;

    /// <summary>
    /// A file that outlives this process: what is rented is written there before it starts, so that
    /// <c>DedicatedClient.RecoverLeasesAsync</c> finds and stops it after a crash.
    /// </summary>
    /// <value>Null by default: a process that dies leaves its lease running.</value>
    public string? LeaseJournal { get; init; }

    /// <summary>What the costs are booked under, such as a team or a feature.</summary>
    /// <value>Null by default.</value>
    public string? Label { get; init; }
}
