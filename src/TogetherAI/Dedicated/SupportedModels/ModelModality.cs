using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// What goes into a model or comes out of it. An open set: a value this version does not know is kept as it is. Immutable.
/// </summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which no service sends.</remarks>
[JsonConverter(typeof(WireStringConverter<ModelModality>))]
public readonly struct ModelModality : IEquatable<ModelModality>, IWireString<ModelModality>
{
    private static readonly ModelModality[] s_wellKnown;

    private readonly string? _value;

    static ModelModality() => s_wellKnown = [Text, Image, Audio, Video];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ModelModality(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Text.</summary>
    public static ModelModality Text { get; } = new("MODALITY_TEXT");

    /// <summary>Pictures.</summary>
    public static ModelModality Image { get; } = new("MODALITY_IMAGE");

    /// <summary>Sound.</summary>
    public static ModelModality Audio { get; } = new("MODALITY_AUDIO");

    /// <summary>Moving pictures.</summary>
    public static ModelModality Video { get; } = new("MODALITY_VIDEO");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ModelModality> IWireString<ModelModality>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ModelModality left, ModelModality right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ModelModality left, ModelModality right) => !left.Equals(right);

    static ModelModality IWireString<ModelModality>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ModelModality other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ModelModality other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
