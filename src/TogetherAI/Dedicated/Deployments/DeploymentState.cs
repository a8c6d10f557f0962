using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What a deployment is doing. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DeploymentState>))]
public readonly struct DeploymentState : IEquatable<DeploymentState>, IWireString<DeploymentState>
{
    private static readonly DeploymentState[] s_wellKnown;

    private readonly string? _value;

    static DeploymentState() => s_wellKnown = [Provisioning, Scaling, Ready, Degraded, Failed, Stopping, Stopped];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DeploymentState(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It waits for hardware or loads its model. The first time takes up to about 20 minutes.</summary>
    public static DeploymentState Provisioning { get; } = new("DEPLOYMENT_STATE_PROVISIONING");

    /// <summary>It is getting more replicas, or fewer.</summary>
    public static DeploymentState Scaling { get; } = new("DEPLOYMENT_STATE_SCALING");

    /// <summary>It has its replicas. It gets requests only while the traffic split gives it a weight.</summary>
    public static DeploymentState Ready { get; } = new("DEPLOYMENT_STATE_READY");

    /// <summary>It works with fewer replicas than it should have.</summary>
    public static DeploymentState Degraded { get; } = new("DEPLOYMENT_STATE_DEGRADED");

    /// <summary>It does not come up; after six hours without a ready replica the service gives up.</summary>
    public static DeploymentState Failed { get; } = new("DEPLOYMENT_STATE_FAILED");

    /// <summary>Its replicas are going away.</summary>
    public static DeploymentState Stopping { get; } = new("DEPLOYMENT_STATE_STOPPING");

    /// <summary>It has no replicas and costs nothing.</summary>
    public static DeploymentState Stopped { get; } = new("DEPLOYMENT_STATE_STOPPED");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DeploymentState> IWireString<DeploymentState>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DeploymentState left, DeploymentState right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DeploymentState left, DeploymentState right) => !left.Equals(right);

    static DeploymentState IWireString<DeploymentState>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DeploymentState other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DeploymentState other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
