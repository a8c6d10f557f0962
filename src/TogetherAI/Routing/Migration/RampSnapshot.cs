namespace TogetherAI;

/// <summary>How far traffic has moved to a new lane. Immutable.</summary>
public sealed record RampSnapshot
{
    /// <summary>The share that goes to the new lane now, in percent.</summary>
    public double SharePercent { get; init; }

    /// <summary>Whether the last step is done: everything goes there for good.</summary>
    public bool IsDone { get; init; }

    /// <summary>Why everything was taken back; null when it was not.</summary>
    public string? RolledBack { get; init; }

    /// <summary>Answers of the new lane within this step.</summary>
    public int Answers { get; init; }

    /// <summary>Failures of the new lane within this step.</summary>
    public int Failures { get; init; }
}
