namespace TogetherAI;

/// <summary>A video by its address. Immutable.</summary>
public sealed record VideoReference : WireModel
{
    /// <summary>The address.</summary>
    public string Video { get => field ?? ""; init; }
}
