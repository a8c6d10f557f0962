using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How raw samples are written. An open set: a value this version does not know is kept as it is. Immutable.</summary>
/// <remarks><c>default</c> has an empty <see cref="Value"/>, which the service refuses.</remarks>
[JsonConverter(typeof(WireStringConverter<SpeechEncoding>))]
public readonly struct SpeechEncoding : IEquatable<SpeechEncoding>, IWireString<SpeechEncoding>
{
    private static readonly SpeechEncoding[] s_wellKnown;

    private readonly string? _value;

    static SpeechEncoding() => s_wellKnown = [PcmF32Le, PcmS16Le, PcmMulaw, PcmAlaw];

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text; not null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public SpeechEncoding(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>32-bit floating point, little-endian.</summary>
    public static SpeechEncoding PcmF32Le { get; } = new("pcm_f32le");

    /// <summary>Signed 16-bit integers, little-endian.</summary>
    public static SpeechEncoding PcmS16Le { get; } = new("pcm_s16le");

    /// <summary>8-bit µ-law.</summary>
    public static SpeechEncoding PcmMulaw { get; } = new("pcm_mulaw");

    /// <summary>8-bit A-law.</summary>
    public static SpeechEncoding PcmAlaw { get; } = new("pcm_alaw");

    /// <summary>The text on the wire; never null.</summary>
    public string Value => _value ?? "";

    static ReadOnlySpan<SpeechEncoding> IWireString<SpeechEncoding>.WellKnown => s_wellKnown;

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they are the same text.</returns>
    public static bool operator ==(SpeechEncoding left, SpeechEncoding right) => left.Equals(right);

    /// <summary>Compares by ordinal text.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(SpeechEncoding left, SpeechEncoding right) => !left.Equals(right);

    static SpeechEncoding IWireString<SpeechEncoding>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(SpeechEncoding other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SpeechEncoding other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text on the wire.</summary>
    /// <returns><see cref="Value"/>.</returns>
    public override string ToString() => Value;
}
