using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How exact a number of free places is. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<HeadroomRelation>))]
public readonly struct HeadroomRelation : IEquatable<HeadroomRelation>, IWireString<HeadroomRelation>
{
    private static readonly HeadroomRelation[] s_wellKnown;

    private readonly string? _value;

    static HeadroomRelation() => s_wellKnown = [Exact, AtLeast];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public HeadroomRelation(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>It is exact.</summary>
    public static HeadroomRelation Exact { get; } = new("RELATION_EQ");

    /// <summary>There are as many or more.</summary>
    public static HeadroomRelation AtLeast { get; } = new("RELATION_GTE");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<HeadroomRelation> IWireString<HeadroomRelation>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(HeadroomRelation left, HeadroomRelation right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(HeadroomRelation left, HeadroomRelation right) => !left.Equals(right);

    static HeadroomRelation IWireString<HeadroomRelation>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(HeadroomRelation other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HeadroomRelation other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
