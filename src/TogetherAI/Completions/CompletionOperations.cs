namespace TogetherAI;

/// <summary>The completion operations of the API.</summary>
internal static class CompletionOperations
{
    public static readonly Operation<CompletionRequest, CompletionResponse> Create = new(
        "text_completion",
        HttpMethod.Post,
        "v1/completions",
        TogetherJsonContext.Default.CompletionRequest,
        TogetherJsonContext.Default.CompletionResponse,
        RetryClass.Repeatable);
}
