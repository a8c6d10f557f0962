namespace TogetherAI;

/// <summary>What arrived in one hour of the week, over all weeks that were seen. Immutable.</summary>
public sealed record HourLoad
{
    /// <summary>The day, in UTC.</summary>
    public required DayOfWeek Day { get; init; }

    /// <summary>The hour, 0 to 23, in UTC.</summary>
    public required int Hour { get; init; }

    /// <summary>How much of this hour of the week was seen, over all weeks.</summary>
    /// <value>In hours; more than 0.</value>
    public required double HoursSeen { get; init; }

    /// <summary>How many requests arrived in it.</summary>
    public required long Requests { get; init; }

    /// <summary>The tokens of their prompts.</summary>
    public required long PromptTokens { get; init; }

    /// <summary>The tokens of their answers.</summary>
    public required long CompletionTokens { get; init; }
}
