namespace TogetherAI;

/// <summary>A recording by its address. Immutable.</summary>
public sealed record AudioReference : WireModel
{
    /// <summary>The address.</summary>
    public string Audio { get => field ?? ""; init; }
}
