namespace TogetherAI;

/// <summary>A word of a text. Immutable.</summary>
public sealed record TranscriptionWord : WireModel
{
    /// <summary>Its number; null where the service did not say.</summary>
    public int? Id { get; init; }

    /// <summary>The word.</summary>
    public string Word { get => field ?? ""; init; }

    /// <summary>When it begins.</summary>
    /// <value>In seconds from the start of the recording.</value>
    public double Start { get; init; }

    /// <summary>When it ends.</summary>
    /// <value>In seconds from the start of the recording.</value>
    public double End { get; init; }

    /// <summary>Who said it, such as <c>SPEAKER_00</c>; null where that was not asked for.</summary>
    public string? SpeakerId { get; init; }
}
