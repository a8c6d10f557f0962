using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>
/// A text to be spoken. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent, and the service's or the model's own
/// default applies; the service checks bounds.
/// </summary>
public sealed record SpeechRequest
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The text.</summary>
    public required string Input { get; init; }

    /// <summary>
    /// The voice, by its name; <see cref="AudioClient.ListVoicesAsync"/> lists them. Kokoro mixes voices: <c>af_bella(2)+af_heart(1)</c>.
    /// </summary>
    public required string Voice { get; init; }

    /// <summary>The kind of file. A stream is always <see cref="SpeechFormat.Raw"/>, and asks for it where this is null.</summary>
    /// <value><see cref="SpeechFormat.Wav"/> by default.</value>
    public SpeechFormat? ResponseFormat { get; init; }

    /// <summary>The text's language, such as <c>en</c>, or a region's variant of it in lower case, such as <c>zh-hk</c>.</summary>
    /// <value><c>en</c> by default.</value>
    public string? Language { get; init; }

    /// <summary>How raw samples are written. Some models always write <see cref="SpeechEncoding.PcmS16Le"/>: Orpheus, Kokoro, Minimax.</summary>
    /// <value><see cref="SpeechEncoding.PcmF32Le"/> by default.</value>
    public SpeechEncoding? ResponseEncoding { get; init; }

    /// <summary>How many samples a second. Orpheus and Kokoro always make 24000.</summary>
    /// <value>In hertz; 44100 by default.</value>
    public int? SampleRate { get; init; }

    /// <summary>How strongly an MP3 is compressed: more is better and larger.</summary>
    /// <value>In bits per second: 32000, 64000, 96000, 128000 (the default) or 192000.</value>
    public int? BitRate { get; init; }

    /// <summary>What only some models know.</summary>
    public SpeechExtraParameters? ExtraParams { get; init; }

    [JsonInclude]
    internal bool? Stream { get; init; }
}
