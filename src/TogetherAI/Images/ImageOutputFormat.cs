using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The kind of image file. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<ImageOutputFormat>))]
public readonly struct ImageOutputFormat : IEquatable<ImageOutputFormat>, IWireString<ImageOutputFormat>
{
    private static readonly ImageOutputFormat[] s_wellKnown;

    private readonly string? _value;

    static ImageOutputFormat() => s_wellKnown = [Jpeg, Png];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ImageOutputFormat(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>JPEG: smaller.</summary>
    public static ImageOutputFormat Jpeg { get; } = new("jpeg");

    /// <summary>PNG: without loss.</summary>
    public static ImageOutputFormat Png { get; } = new("png");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ImageOutputFormat> IWireString<ImageOutputFormat>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ImageOutputFormat left, ImageOutputFormat right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ImageOutputFormat left, ImageOutputFormat right) => !left.Equals(right);

    static ImageOutputFormat IWireString<ImageOutputFormat>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ImageOutputFormat other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ImageOutputFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
