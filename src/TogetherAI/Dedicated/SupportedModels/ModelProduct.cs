using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Where a model is offered. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<ModelProduct>))]
public readonly struct ModelProduct : IEquatable<ModelProduct>, IWireString<ModelProduct>
{
    private static readonly ModelProduct[] s_wellKnown;

    private readonly string? _value;

    static ModelProduct() => s_wellKnown = [Serverless, Dedicated, FineTuning, Reserved];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ModelProduct(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Without hardware of one's own, billed by the token.</summary>
    public static ModelProduct Serverless { get; } = new("PRODUCT_SERVERLESS");

    /// <summary>On a dedicated endpoint.</summary>
    public static ModelProduct Dedicated { get; } = new("PRODUCT_DEDICATED");

    /// <summary>To be trained further.</summary>
    public static ModelProduct FineTuning { get; } = new("PRODUCT_FINE_TUNING");

    /// <summary>On reserved capacity.</summary>
    public static ModelProduct Reserved { get; } = new("PRODUCT_RESERVED");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ModelProduct> IWireString<ModelProduct>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ModelProduct left, ModelProduct right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ModelProduct left, ModelProduct right) => !left.Equals(right);

    static ModelProduct IWireString<ModelProduct>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ModelProduct other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelProduct other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
