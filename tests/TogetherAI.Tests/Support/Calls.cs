namespace TogetherAI.Tests;

/// <summary>Clients and requests as most tests want them.</summary>
internal static class Calls
{
    public static ChatRequest Question { get; } = new() { Model = "m", Messages = [ChatMessage.User("?")], MaxTokens = 8 };

    public static string Answer(string text) =>
        $$$"""{"id":"o1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{{{text}}}"}}]}""";

    public static string Chunk(string text, string? finish = null) =>
        $$$"""{"id":"o1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"{{{text}}}"},"finish_reason":{{{(finish is null ? "null" : $"\"{finish}\"")}}}}]}""";

    public static TogetherClient Client(HttpMessageHandler handler, TimeProvider? time = null, Action<TogetherClientOptions>? configure = null)
    {
        TogetherClientOptions options = new()
        {
            ApiKey = "sk-secret",
            BaseAddress = new Uri("https://example.test"),
            TimeProvider = time ?? TimeProvider.System,
            Retry = { Seed = 7 },
        };
        configure?.Invoke(options);
        return new TogetherClient(options, handler);
    }
}
