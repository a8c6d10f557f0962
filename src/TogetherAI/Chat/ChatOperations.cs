namespace TogetherAI;

/// <summary>The chat operations of the API.</summary>
internal static class ChatOperations
{
    public static readonly Operation<ChatRequest, ChatResponse> Create = new(
        "chat", HttpMethod.Post, "v1/chat/completions", TogetherJsonContext.Default.ChatRequest, TogetherJsonContext.Default.ChatResponse, RetryClass.Repeatable,
        ChatResponseReader.Read);
}
