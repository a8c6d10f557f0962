namespace TogetherAI;

/// <summary>The wrapping of a list of sessions. Immutable.</summary>
public sealed record CodeSessionListData : WireModel
{
    /// <summary>The sessions. Never null.</summary>
    public IReadOnlyList<CodeSession> Sessions { get => field ?? []; init; }
}
