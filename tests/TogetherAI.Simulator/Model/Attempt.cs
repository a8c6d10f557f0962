namespace TogetherAI.Simulator;

/// <summary>What one HTTP request came to, as the services saw it: the truth that policies are judged by.</summary>
internal sealed class Attempt
{
    public required int Request { get; init; }

    public required Lane Lane { get; init; }

    /// <summary>Which attempt at its request it is; 0 is the first.</summary>
    public required int Index { get; init; }

    /// <summary>Whether another attempt at the same request was under way when it began: a hedge.</summary>
    public required bool IsHedge { get; init; }

    public required long StartedAt { get; init; }

    public long EndedAt { get; set; }

    public long? FirstTokenAt { get; set; }

    public AttemptOutcome Outcome { get; set; }

    /// <summary>What it costs by the token; nothing on rented GPUs.</summary>
    public double Usd { get; set; }
}
