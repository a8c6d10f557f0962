using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How an endpoint is served. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<EndpointV1Type>))]
public readonly struct EndpointV1Type : IEquatable<EndpointV1Type>, IWireString<EndpointV1Type>
{
    private static readonly EndpointV1Type[] s_wellKnown;

    private readonly string? _value;

    static EndpointV1Type() => s_wellKnown = [Dedicated, Serverless];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public EndpointV1Type(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>On hardware of its own, billed by the minute.</summary>
    public static EndpointV1Type Dedicated { get; } = new("dedicated");

    /// <summary>On shared hardware, billed by the token.</summary>
    public static EndpointV1Type Serverless { get; } = new("serverless");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<EndpointV1Type> IWireString<EndpointV1Type>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(EndpointV1Type left, EndpointV1Type right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(EndpointV1Type left, EndpointV1Type right) => !left.Equals(right);

    static EndpointV1Type IWireString<EndpointV1Type>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(EndpointV1Type other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EndpointV1Type other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
