using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How an image is handed over. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<ImageResponseFormat>))]
public readonly struct ImageResponseFormat : IEquatable<ImageResponseFormat>, IWireString<ImageResponseFormat>
{
    private static readonly ImageResponseFormat[] s_wellKnown;

    private readonly string? _value;

    static ImageResponseFormat() => s_wellKnown = [Base64, Url];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public ImageResponseFormat(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>In the answer itself, as base64.</summary>
    public static ImageResponseFormat Base64 { get; } = new("base64");

    /// <summary>As an address to fetch it from; such an address does not live long.</summary>
    public static ImageResponseFormat Url { get; } = new("url");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<ImageResponseFormat> IWireString<ImageResponseFormat>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(ImageResponseFormat left, ImageResponseFormat right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(ImageResponseFormat left, ImageResponseFormat right) => !left.Equals(right);

    static ImageResponseFormat IWireString<ImageResponseFormat>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ImageResponseFormat other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ImageResponseFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
