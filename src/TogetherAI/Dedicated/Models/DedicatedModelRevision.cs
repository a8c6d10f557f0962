namespace TogetherAI;

/// <summary>The files of a model as they were at one time. They never change. Immutable.</summary>
public sealed record DedicatedModelRevision : TogetherResponse
{
    /// <summary>The id (<c>rv_…</c>).</summary>
    public string RevisionId { get => field ?? ""; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether its files were found fit.</summary>
    public RevisionValidationStatus? ValidationStatus { get; init; }

    /// <summary>When they were last checked.</summary>
    public DateTimeOffset? LastValidatedAt { get; init; }

    /// <summary>What was wrong with them.</summary>
    public IReadOnlyList<RevisionValidationError>? ValidationErrors { get; init; }
}
