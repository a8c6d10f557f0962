namespace TogetherAI;

/// <summary>One request, as a <see cref="TrafficProfiler"/> takes it. Immutable; its <c>default</c> is a request of year 1 without tokens.</summary>
public readonly record struct TrafficRecord
{
    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The prompt's length.</summary>
    /// <value>In tokens; 0 or more.</value>
    public required int PromptTokens { get; init; }

    /// <summary>The answer's length, reasoning included.</summary>
    /// <value>In tokens; 0 or more.</value>
    public required int CompletionTokens { get; init; }

    /// <summary>How long the first token took, counted from <see cref="At"/>; null where it was not measured.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>How long the whole answer took, counted from <see cref="At"/>; null where it was not measured.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether nobody waits for the answer, so that it may come within a day; null where that is not known.</summary>
    public bool? NobodyWaits { get; init; }
}
