namespace TogetherAI;

/// <summary>The rerank operations of the API.</summary>
internal static class RerankOperations
{
    public static readonly Operation<RerankRequest, RerankResponse> Create = new(
        "rerank",
        HttpMethod.Post,
        "v1/rerank",
        TogetherJsonContext.Default.RerankRequest,
        TogetherJsonContext.Default.RerankResponse,
        RetryClass.Repeatable);
}
