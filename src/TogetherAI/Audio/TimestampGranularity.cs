using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What times are told of. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<TimestampGranularity>))]
public readonly struct TimestampGranularity : IEquatable<TimestampGranularity>, IWireString<TimestampGranularity>
{
    private static readonly TimestampGranularity[] s_wellKnown;

    private readonly string? _value;

    static TimestampGranularity() => s_wellKnown = [Segment, Word];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public TimestampGranularity(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Of every segment, about a sentence.</summary>
    public static TimestampGranularity Segment { get; } = new("segment");

    /// <summary>Of every word.</summary>
    public static TimestampGranularity Word { get; } = new("word");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<TimestampGranularity> IWireString<TimestampGranularity>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(TimestampGranularity left, TimestampGranularity right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(TimestampGranularity left, TimestampGranularity right) => !left.Equals(right);

    static TimestampGranularity IWireString<TimestampGranularity>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(TimestampGranularity other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimestampGranularity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
