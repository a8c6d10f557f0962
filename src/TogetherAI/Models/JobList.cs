namespace TogetherAI;

/// <summary>All jobs of a project. Immutable.</summary>
public sealed record JobList : TogetherResponse
{
    /// <summary>The jobs, in the service's order. Never null.</summary>
    public IReadOnlyList<Job> Data { get => field ?? []; init; }
}
