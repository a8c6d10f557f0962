using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>The kind of sound file. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<SpeechFormat>))]
public readonly struct SpeechFormat : IEquatable<SpeechFormat>, IWireString<SpeechFormat>
{
    private static readonly SpeechFormat[] s_wellKnown;

    private readonly string? _value;

    static SpeechFormat() => s_wellKnown = [Mp3, Wav, Raw];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public SpeechFormat(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>MP3.</summary>
    public static SpeechFormat Mp3 { get; } = new("mp3");

    /// <summary>WAV, with its header.</summary>
    public static SpeechFormat Wav { get; } = new("wav");

    /// <summary>Samples without any header; all that can be streamed.</summary>
    public static SpeechFormat Raw { get; } = new("raw");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<SpeechFormat> IWireString<SpeechFormat>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(SpeechFormat left, SpeechFormat right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(SpeechFormat left, SpeechFormat right) => !left.Equals(right);

    static SpeechFormat IWireString<SpeechFormat>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(SpeechFormat other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SpeechFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
