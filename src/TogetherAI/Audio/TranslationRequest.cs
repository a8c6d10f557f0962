namespace TogetherAI;

/// <summary>
/// A recording to be written down in another language. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent, and the
/// service's own default applies; the service checks bounds.
/// </summary>
public sealed record TranslationRequest
{
    /// <summary>The recording.</summary>
    public required AudioInput File { get; init; }

    /// <summary>The model.</summary>
    /// <value><c>openai/whisper-large-v3</c> by default.</value>
    public string? Model { get; init; }

    /// <summary>The language to translate to.</summary>
    /// <value><c>en</c> by default.</value>
    public string? Language { get; init; }

    /// <summary>A text that sets names and style; only Whisper's models look at it.</summary>
    public string? Prompt { get; init; }

    /// <summary>How much the answer tells.</summary>
    /// <value><see cref="TranscriptionFormat.Json"/> by default: the text alone.</value>
    public TranscriptionFormat? ResponseFormat { get; init; }

    /// <summary>How freely the model chooses words.</summary>
    /// <value>0 to 1; 0 by default.</value>
    public double? Temperature { get; init; }

    /// <summary>What times are told of, with <see cref="TranscriptionFormat.VerboseJson"/>.</summary>
    /// <value><see cref="TimestampGranularity.Segment"/> by default.</value>
    public IReadOnlyList<TimestampGranularity>? TimestampGranularities { get; init; }
}
