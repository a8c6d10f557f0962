using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Which of many measured times counts. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<LatencyPercentile>))]
public readonly struct LatencyPercentile : IEquatable<LatencyPercentile>, IWireString<LatencyPercentile>
{
    private static readonly LatencyPercentile[] s_wellKnown;

    private readonly string? _value;

    static LatencyPercentile() => s_wellKnown = [P50, P90, P95, P99];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public LatencyPercentile(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The one that half of the requests keep.</summary>
    public static LatencyPercentile P50 { get; } = new("p50");

    /// <summary>The one that 90 of 100 keep.</summary>
    public static LatencyPercentile P90 { get; } = new("p90");

    /// <summary>The one that 95 of 100 keep; what is used where nothing is said.</summary>
    public static LatencyPercentile P95 { get; } = new("p95");

    /// <summary>The one that 99 of 100 keep.</summary>
    public static LatencyPercentile P99 { get; } = new("p99");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<LatencyPercentile> IWireString<LatencyPercentile>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(LatencyPercentile left, LatencyPercentile right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(LatencyPercentile left, LatencyPercentile right) => !left.Equals(right);

    static LatencyPercentile IWireString<LatencyPercentile>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(LatencyPercentile other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LatencyPercentile other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
