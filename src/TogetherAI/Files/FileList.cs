namespace TogetherAI;

/// <summary>The files that the service keeps for the account. Immutable.</summary>
public sealed record FileList : TogetherResponse
{
    /// <summary>The files, in the service's order. Never null.</summary>
    public IReadOnlyList<TogetherFile> Data { get => field ?? []; init; }
}
