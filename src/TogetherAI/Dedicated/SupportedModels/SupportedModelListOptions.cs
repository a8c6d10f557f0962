namespace TogetherAI;

/// <summary>Which models of together.ai to list; all conditions have to hold. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record SupportedModelListOptions : CursorListOptions
{
    /// <summary>Those that take this in; null for all.</summary>
    public ModelModality? Modality { get; init; }

    /// <summary>Those that are offered there, such as <see cref="ModelProduct.Dedicated"/>; null for all.</summary>
    public ModelProduct? Product { get; init; }

    /// <summary>Those with this in their id, name or description, in capitals or not; null for all.</summary>
    public string? Search { get; init; }
}
