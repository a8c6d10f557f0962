using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// What happened to an endpoint or to what is behind it. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DedicatedEventType>))]
public readonly struct DedicatedEventType : IEquatable<DedicatedEventType>, IWireString<DedicatedEventType>
{
    private static readonly DedicatedEventType[] s_wellKnown;

    private readonly string? _value;

    static DedicatedEventType() => s_wellKnown =
    [
        EndpointCreated, EndpointUpdated, EndpointDeleted, DeploymentCreated, DeploymentUpdated, DeploymentDeleted,
        DeploymentStatusUpdated, DeploymentScaled, ConditionSet, ClusterConditionSet, TargetCreated, PodStartupPhaseChanged,
        PodLog,
    ];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DedicatedEventType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The endpoint was made.</summary>
    public static DedicatedEventType EndpointCreated { get; } = new("endpoint.created");

    /// <summary>The endpoint was changed; <see cref="DedicatedEvent.Paths"/> says where.</summary>
    public static DedicatedEventType EndpointUpdated { get; } = new("endpoint.updated");

    /// <summary>The endpoint was deleted.</summary>
    public static DedicatedEventType EndpointDeleted { get; } = new("endpoint.deleted");

    /// <summary>A deployment was made.</summary>
    public static DedicatedEventType DeploymentCreated { get; } = new("deployment.created");

    /// <summary>A deployment was changed; <see cref="DedicatedEvent.Paths"/> says where.</summary>
    public static DedicatedEventType DeploymentUpdated { get; } = new("deployment.updated");

    /// <summary>A deployment was deleted.</summary>
    public static DedicatedEventType DeploymentDeleted { get; } = new("deployment.deleted");

    /// <summary>A deployment is in another state.</summary>
    public static DedicatedEventType DeploymentStatusUpdated { get; } = new("deployment.status_updated");

    /// <summary>A deployment got another number of replicas.</summary>
    public static DedicatedEventType DeploymentScaled { get; } = new("deployment.scaled");

    /// <summary>A deployment's condition changed.</summary>
    public static DedicatedEventType ConditionSet { get; } = new("condition.set");

    /// <summary>A condition changed on one cluster.</summary>
    public static DedicatedEventType ClusterConditionSet { get; } = new("cluster_condition.set");

    /// <summary>A target of a deployment was made.</summary>
    public static DedicatedEventType TargetCreated { get; } = new("target.created");

    /// <summary>A replica is one step further: pulling its image, starting, loading weights, complete.</summary>
    public static DedicatedEventType PodStartupPhaseChanged { get; } = new("pod.startup_phase_changed");

    /// <summary>A replica logged something that tells of a failure.</summary>
    public static DedicatedEventType PodLog { get; } = new("pod.log");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DedicatedEventType> IWireString<DedicatedEventType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DedicatedEventType left, DedicatedEventType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DedicatedEventType left, DedicatedEventType right) => !left.Equals(right);

    static DedicatedEventType IWireString<DedicatedEventType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DedicatedEventType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DedicatedEventType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
