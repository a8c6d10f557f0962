using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How an endpoint is paid for. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<EndpointV1UsageType>))]
public readonly struct EndpointV1UsageType : IEquatable<EndpointV1UsageType>, IWireString<EndpointV1UsageType>
{
    private static readonly EndpointV1UsageType[] s_wellKnown;

    private readonly string? _value;

    static EndpointV1UsageType() => s_wellKnown = [OnDemand, Reserved];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public EndpointV1UsageType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>By the minute that it runs.</summary>
    public static EndpointV1UsageType OnDemand { get; } = new("on-demand");

    /// <summary>Beforehand.</summary>
    public static EndpointV1UsageType Reserved { get; } = new("reserved");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<EndpointV1UsageType> IWireString<EndpointV1UsageType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(EndpointV1UsageType left, EndpointV1UsageType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(EndpointV1UsageType left, EndpointV1UsageType right) => !left.Equals(right);

    static EndpointV1UsageType IWireString<EndpointV1UsageType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(EndpointV1UsageType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EndpointV1UsageType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
