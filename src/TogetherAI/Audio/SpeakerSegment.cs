namespace TogetherAI;

/// <summary>What one person said at a stretch. Immutable.</summary>
public sealed record SpeakerSegment : WireModel
{
    /// <summary>Its number.</summary>
    public int Id { get; init; }

    /// <summary>Who spoke, such as <c>SPEAKER_00</c>.</summary>
    public string SpeakerId { get => field ?? ""; init; }

    /// <summary>When it begins.</summary>
    /// <value>In seconds from the start of the recording.</value>
    public double Start { get; init; }

    /// <summary>When it ends.</summary>
    /// <value>In seconds from the start of the recording.</value>
    public double End { get; init; }

    /// <summary>What was said.</summary>
    public string Text { get => field ?? ""; init; }

    /// <summary>The words. Never null.</summary>
    public IReadOnlyList<TranscriptionWord> Words { get => field ?? []; init; }
}
