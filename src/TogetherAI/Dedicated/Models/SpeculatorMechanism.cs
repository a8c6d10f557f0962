using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How tokens are guessed ahead. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<SpeculatorMechanism>))]
public readonly struct SpeculatorMechanism : IEquatable<SpeculatorMechanism>, IWireString<SpeculatorMechanism>
{
    private static readonly SpeculatorMechanism[] s_wellKnown;

    private readonly string? _value;

    static SpeculatorMechanism() => s_wellKnown = [Draft, Lookahead, Mtp];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public SpeculatorMechanism(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>By a small model.</summary>
    public static SpeculatorMechanism Draft { get; } = new("SPECULATOR_MECHANISM_DRAFT");

    /// <summary>From the text so far.</summary>
    public static SpeculatorMechanism Lookahead { get; } = new("SPECULATOR_MECHANISM_LOOKAHEAD");

    /// <summary>By heads of the model that predict several tokens at once.</summary>
    public static SpeculatorMechanism Mtp { get; } = new("SPECULATOR_MECHANISM_MTP");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<SpeculatorMechanism> IWireString<SpeculatorMechanism>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(SpeculatorMechanism left, SpeculatorMechanism right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(SpeculatorMechanism left, SpeculatorMechanism right) => !left.Equals(right);

    static SpeculatorMechanism IWireString<SpeculatorMechanism>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(SpeculatorMechanism other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SpeculatorMechanism other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
