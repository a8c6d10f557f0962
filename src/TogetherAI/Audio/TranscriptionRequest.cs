namespace TogetherAI;

/// <summary>
/// A recording to be written down. Immutable: <c>with</c> makes a changed copy. A property that is null is not sent, and the service's own
/// default applies; the service checks bounds.
/// </summary>
public sealed record TranscriptionRequest
{
    /// <summary>The recording.</summary>
    public required AudioInput File { get; init; }

    /// <summary>The model.</summary>
    /// <value><c>openai/whisper-large-v3</c> by default.</value>
    public string? Model { get; init; }

    /// <summary>The language spoken, such as <c>en</c>; <c>auto</c> has the model find out.</summary>
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

    /// <summary>Whether the answer tells who spoke when.</summary>
    /// <value>False by default.</value>
    public bool? Diarize { get; init; }

    /// <summary>How many people speak at least, where that is known.</summary>
    public int? MinSpeakers { get; init; }

    /// <summary>How many people speak at most, where that is known.</summary>
    public int? MaxSpeakers { get; init; }
}
