namespace TogetherAI;

/// <summary>A document's relevance. Immutable.</summary>
public sealed record RerankResult : WireModel
{
    /// <summary>The document's place in the request, from 0.</summary>
    public int Index { get; init; }

    /// <summary>How relevant it is; more is better. Comparable within one answer only.</summary>
    public double RelevanceScore { get; init; }

    /// <summary>The document, where it was to be repeated; else null, or without text.</summary>
    public RerankedText? Document { get; init; }
}
