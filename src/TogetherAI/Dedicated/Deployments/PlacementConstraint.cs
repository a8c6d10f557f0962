using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// How strictly a list of regions is kept to. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<PlacementConstraint>))]
public readonly struct PlacementConstraint : IEquatable<PlacementConstraint>, IWireString<PlacementConstraint>
{
    private static readonly PlacementConstraint[] s_wellKnown;

    private readonly string? _value;

    static PlacementConstraint() => s_wellKnown = [Required, Preferred];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public PlacementConstraint(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Nowhere else, even if nothing can be started then.</summary>
    public static PlacementConstraint Required { get; } = new("ENFORCEMENT_REQUIRED");

    /// <summary>There if possible.</summary>
    public static PlacementConstraint Preferred { get; } = new("ENFORCEMENT_PREFERRED");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<PlacementConstraint> IWireString<PlacementConstraint>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(PlacementConstraint left, PlacementConstraint right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(PlacementConstraint left, PlacementConstraint right) => !left.Equals(right);

    static PlacementConstraint IWireString<PlacementConstraint>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(PlacementConstraint other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PlacementConstraint other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
