using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The kind of video file. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<VideoOutputFormat>))]
public readonly struct VideoOutputFormat : IEquatable<VideoOutputFormat>, IWireString<VideoOutputFormat>
{
    private static readonly VideoOutputFormat[] s_wellKnown;

    private readonly string? _value;

    static VideoOutputFormat() => s_wellKnown = [Mp4, Webm];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public VideoOutputFormat(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>MP4.</summary>
    public static VideoOutputFormat Mp4 { get; } = new("MP4");

    /// <summary>WebM.</summary>
    public static VideoOutputFormat Webm { get; } = new("WEBM");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<VideoOutputFormat> IWireString<VideoOutputFormat>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(VideoOutputFormat left, VideoOutputFormat right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(VideoOutputFormat left, VideoOutputFormat right) => !left.Equals(right);

    static VideoOutputFormat IWireString<VideoOutputFormat>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(VideoOutputFormat other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VideoOutputFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
