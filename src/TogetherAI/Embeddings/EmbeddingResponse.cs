namespace TogetherAI;

/// <summary>The vectors of one call. Immutable.</summary>
public sealed record EmbeddingResponse : TogetherResponse, IGenerationResponse
{
    /// <summary>Always <c>list</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>The model that made them.</summary>
    public string Model { get => field ?? ""; init; }

    /// <summary>The vectors, each with the place of its text. Never null.</summary>
    public IReadOnlyList<EmbeddingData> Data { get => field ?? []; init; }

    /// <summary>What it cost; null where the service did not say, and the description does not promise it.</summary>
    public TokenUsage? Usage { get; init; }

    string IGenerationResponse.Id => "";

    string[] IGenerationResponse.FinishReasons => [];
}
