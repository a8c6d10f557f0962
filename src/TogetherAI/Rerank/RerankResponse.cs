namespace TogetherAI;

/// <summary>The order of documents by relevance. Immutable.</summary>
public sealed record RerankResponse : TogetherResponse, IGenerationResponse
{
    /// <summary>The request's id; empty where the service sent none. Never null.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>rerank</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The model that ranked.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The documents, the most relevant first. Never null.</summary>
    public IReadOnlyList<RerankResult> Results { get => field ?? []; init; }

    /// <summary>What it cost; null where the service did not say.</summary>
    public TokenUsage? Usage { get; init; }

    string[] IGenerationResponse.FinishReasons => [];
}
