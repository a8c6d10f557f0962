namespace TogetherAI;

/// <summary>A piece of a text, about a sentence. Immutable.</summary>
public sealed record TranscriptionSegment : WireModel
{
    /// <summary>Its number.</summary>
    public int Id { get; init; }

    /// <summary>When it begins.</summary>
    /// <value>In seconds from the start of the recording.</value>
    public double Start { get; init; }

    /// <summary>When it ends.</summary>
    /// <value>In seconds from the start of the recording.</value>
    public double End { get; init; }

    /// <summary>What is said.</summary>
    public string Text { get => field ?? ""; init; }
}
