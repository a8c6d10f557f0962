using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Which requests a deployment gets. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<TrafficMode>))]
public readonly struct TrafficMode : IEquatable<TrafficMode>, IWireString<TrafficMode>
{
    private static readonly TrafficMode[] s_wellKnown;

    private readonly string? _value;

    static TrafficMode() => s_wellKnown = [Live, Shadow];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public TrafficMode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Requests whose answers go back to their callers.</summary>
    public static TrafficMode Live { get; } = new("TRAFFIC_MODE_LIVE");

    /// <summary>Copies of requests; its answers reach no caller.</summary>
    public static TrafficMode Shadow { get; } = new("TRAFFIC_MODE_SHADOW");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<TrafficMode> IWireString<TrafficMode>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(TrafficMode left, TrafficMode right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(TrafficMode left, TrafficMode right) => !left.Equals(right);

    static TrafficMode IWireString<TrafficMode>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TrafficMode other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TrafficMode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
