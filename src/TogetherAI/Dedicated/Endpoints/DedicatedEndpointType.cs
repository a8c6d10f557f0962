using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How an endpoint is served. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DedicatedEndpointType>))]
public readonly struct DedicatedEndpointType : IEquatable<DedicatedEndpointType>, IWireString<DedicatedEndpointType>
{
    private static readonly DedicatedEndpointType[] s_wellKnown;

    private readonly string? _value;

    static DedicatedEndpointType() => s_wellKnown = [Dedicated, Serverless, Reserved];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DedicatedEndpointType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>On replicas of its own, billed by the minute.</summary>
    public static DedicatedEndpointType Dedicated { get; } = new("ENDPOINT_TYPE_DEDICATED");

    /// <summary>On shared capacity, billed by the token.</summary>
    public static DedicatedEndpointType Serverless { get; } = new("ENDPOINT_TYPE_SERVERLESS");

    /// <summary>On capacity that was reserved beforehand.</summary>
    public static DedicatedEndpointType Reserved { get; } = new("ENDPOINT_TYPE_RESERVED");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DedicatedEndpointType> IWireString<DedicatedEndpointType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DedicatedEndpointType left, DedicatedEndpointType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DedicatedEndpointType left, DedicatedEndpointType right) => !left.Equals(right);

    static DedicatedEndpointType IWireString<DedicatedEndpointType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DedicatedEndpointType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DedicatedEndpointType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
