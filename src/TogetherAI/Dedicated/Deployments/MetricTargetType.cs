using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How a target is meant. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<MetricTargetType>))]
public readonly struct MetricTargetType : IEquatable<MetricTargetType>, IWireString<MetricTargetType>
{
    private static readonly MetricTargetType[] s_wellKnown;

    private readonly string? _value;

    static MetricTargetType() => s_wellKnown = [Absolute, Utilization, AverageValue];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public MetricTargetType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>As the number itself.</summary>
    public static MetricTargetType Absolute { get; } = new("METRIC_TARGET_TYPE_VALUE");

    /// <summary>In percent, from 0 to 100.</summary>
    public static MetricTargetType Utilization { get; } = new("METRIC_TARGET_TYPE_UTILIZATION");

    /// <summary>As the average over the replicas.</summary>
    public static MetricTargetType AverageValue { get; } = new("METRIC_TARGET_TYPE_AVERAGE_VALUE");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<MetricTargetType> IWireString<MetricTargetType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(MetricTargetType left, MetricTargetType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(MetricTargetType left, MetricTargetType right) => !left.Equals(right);

    static MetricTargetType IWireString<MetricTargetType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(MetricTargetType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MetricTargetType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
