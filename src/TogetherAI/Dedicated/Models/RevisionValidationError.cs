namespace TogetherAI;

/// <summary>Why a revision was not found fit. Immutable.</summary>
public sealed record RevisionValidationError : WireModel
{
    /// <summary>What was checked.</summary>
    public string? Rule { get; init; }

    /// <summary>How serious it is.</summary>
    public string? Severity { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public string? Message { get; init; }
}
