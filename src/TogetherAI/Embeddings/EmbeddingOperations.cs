namespace TogetherAI;

/// <summary>The embedding operations of the API.</summary>
internal static class EmbeddingOperations
{
    public static readonly Operation<EmbeddingRequest, EmbeddingResponse> Create = new(
        "embeddings",
        HttpMethod.Post,
        "v1/embeddings",
        TogetherJsonContext.Default.EmbeddingRequest,
        TogetherJsonContext.Default.EmbeddingResponse,
        RetryClass.Repeatable);
}
