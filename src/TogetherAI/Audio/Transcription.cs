namespace TogetherAI;

/// <summary>
/// What was said in a recording, as it was or translated. Immutable. All but <see cref="Text"/> is there only with
/// <see cref="TranscriptionFormat.VerboseJson"/>.
/// </summary>
public sealed record Transcription : TogetherResponse
{
    /// <summary>The text.</summary>
    public string Text { get => field ?? ""; init; }

    /// <summary>The language of the recording, or the one translated to, such as <c>english</c>.</summary>
    public string? Language { get; init; }

    /// <summary>How long the recording is.</summary>
    /// <value>In seconds.</value>
    public double? Duration { get; init; }

    /// <summary>The text in pieces of about a sentence, with times.</summary>
    public IReadOnlyList<TranscriptionSegment>? Segments { get; init; }

    /// <summary>The words with their times, where <see cref="TimestampGranularity.Word"/> was asked for.</summary>
    public IReadOnlyList<TranscriptionWord>? Words { get; init; }

    /// <summary>Who spoke when, where that was asked for.</summary>
    public IReadOnlyList<SpeakerSegment>? SpeakerSegments { get; init; }
}
