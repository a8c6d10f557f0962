using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// What an endpoint of the first version is doing. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<EndpointV1State>))]
public readonly struct EndpointV1State : IEquatable<EndpointV1State>, IWireString<EndpointV1State>
{
    private static readonly EndpointV1State[] s_wellKnown;

    private readonly string? _value;

    static EndpointV1State() => s_wellKnown = [Pending, Starting, Started, Stopping, Stopped, Error];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public EndpointV1State(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It waits for hardware.</summary>
    public static EndpointV1State Pending { get; } = new("PENDING");

    /// <summary>It is being started.</summary>
    public static EndpointV1State Starting { get; } = new("STARTING");

    /// <summary>It answers, and is billed.</summary>
    public static EndpointV1State Started { get; } = new("STARTED");

    /// <summary>It is being stopped.</summary>
    public static EndpointV1State Stopping { get; } = new("STOPPING");

    /// <summary>It is stopped and costs nothing. It cannot be started again.</summary>
    public static EndpointV1State Stopped { get; } = new("STOPPED");

    /// <summary>It failed.</summary>
    public static EndpointV1State Error { get; } = new("ERROR");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<EndpointV1State> IWireString<EndpointV1State>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(EndpointV1State left, EndpointV1State right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(EndpointV1State left, EndpointV1State right) => !left.Equals(right);

    static EndpointV1State IWireString<EndpointV1State>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(EndpointV1State other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EndpointV1State other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
