using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What weights are for. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<WeightsType>))]
public readonly struct WeightsType : IEquatable<WeightsType>, IWireString<WeightsType>
{
    private static readonly WeightsType[] s_wellKnown;

    private readonly string? _value;

    static WeightsType() => s_wellKnown = [Default, Speculator, Adapter];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public WeightsType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>They are a whole model.</summary>
    public static WeightsType Default { get; } = new("WEIGHTS_TYPE_DEFAULT");

    /// <summary>They guess ahead for a larger model.</summary>
    public static WeightsType Speculator { get; } = new("WEIGHTS_TYPE_SPECULATOR");

    /// <summary>They are a LoRA adapter.</summary>
    public static WeightsType Adapter { get; } = new("WEIGHTS_TYPE_ADAPTER");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<WeightsType> IWireString<WeightsType>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(WeightsType left, WeightsType right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(WeightsType left, WeightsType right) => !left.Equals(right);

    static WeightsType IWireString<WeightsType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(WeightsType other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WeightsType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
