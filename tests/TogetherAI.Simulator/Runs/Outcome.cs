namespace TogetherAI.Simulator;

/// <summary>What became of a request, as its caller saw it. Times in ticks since its arrival.</summary>
internal sealed class Outcome
{
    /// <summary>To the first token; null when none came.</summary>
    public long? FirstToken { get; set; }

    /// <summary>To the last token; null when the answer did not become whole.</summary>
    public long? Whole { get; set; }

    /// <summary>The lane that answered; null when none did.</summary>
    public Lane? Lane { get; set; }

    /// <summary>What was thrown; null when all went well.</summary>
    public string? Failure { get; set; }
}
