using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// The family of a small model that guesses ahead. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<DraftSpeculatorType>))]
public readonly struct DraftSpeculatorType : IEquatable<DraftSpeculatorType>, IWireString<DraftSpeculatorType>
{
    private static readonly DraftSpeculatorType[] s_wellKnown;

    private readonly string? _value;

    static DraftSpeculatorType() => s_wellKnown = [Eagle, Phoenix];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public DraftSpeculatorType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Eagle.</summary>
    public static DraftSpeculatorType Eagle { get; } = new("DRAFT_SPECULATOR_TYPE_EAGLE");

    /// <summary>Phoenix.</summary>
    public static DraftSpeculatorType Phoenix { get; } = new("DRAFT_SPECULATOR_TYPE_PHOENIX");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<DraftSpeculatorType> IWireString<DraftSpeculatorType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(DraftSpeculatorType left, DraftSpeculatorType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(DraftSpeculatorType left, DraftSpeculatorType right) => !left.Equals(right);

    static DraftSpeculatorType IWireString<DraftSpeculatorType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DraftSpeculatorType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DraftSpeculatorType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
