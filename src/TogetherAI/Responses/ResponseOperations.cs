namespace TogetherAI;

/// <summary>The operations of the Responses API.</summary>
internal static class ResponseOperations
{
    public static readonly Operation<ResponseRequest, ModelResponse> Create = new(
        "chat", HttpMethod.Post, "v1/responses", TogetherJsonContext.Default.ResponseRequest, TogetherJsonContext.Default.ModelResponse,
        RetryClass.Repeatable);

    /// <summary>With a remote server in play: a second attempt would have its tools called twice.</summary>
    public static readonly Operation<ResponseRequest, ModelResponse> CreateWithServers = Create with { Retry = RetryClass.Once };
}
