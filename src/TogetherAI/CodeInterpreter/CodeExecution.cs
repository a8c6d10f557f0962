namespace TogetherAI;

/// <summary>A program's run. Immutable.</summary>
public sealed record CodeExecution : WireModel
{
    /// <summary>The session it ran in; give it to <see cref="CodeRequest.SessionId"/> to go on there.</summary>
    public string SessionId { get => field ?? ""; init; }

    /// <summary>What it put out, in order. Never null.</summary>
    public IReadOnlyList<CodeOutput> Outputs { get => field ?? []; init; }

    /// <summary><c>success</c>, also for a program that threw; null where the service did not say.</summary>
    public string? Status { get; init; }
}
