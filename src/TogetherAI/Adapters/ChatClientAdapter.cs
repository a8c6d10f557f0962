using System.Runtime.CompilerServices;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Chat as Microsoft.Extensions.AI wants it. Thread-safe.</summary>
internal sealed class ChatClientAdapter(TogetherClient client, string model) : AI.IChatClient
{
    private readonly AI.ChatClientMetadata _metadata = new(GenAiConventions.Provider, client.BaseAddress, model);

    public async Task<AI.ChatResponse> GetResponseAsync(
        IEnumerable<AI.ChatMessage> messages, AI.ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatRequest request = ChatRequestMapper.Map(this, messages, options, model);
        return ChatResponseMapper.Map(await client.Chat.CreateAsync(request, cancellationToken).ConfigureAwait(false), ShowsReasoning(options));
    }

    public async IAsyncEnumerable<AI.ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AI.ChatMessage> messages, AI.ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatRequest request = ChatRequestMapper.Map(this, messages, options, model);
        ChatStream stream = await client.Chat.StreamAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (ChatChunk chunk in stream.WithCancellation(CancellationToken.None).ConfigureAwait(false))
                yield return ChatResponseMapper.Map(chunk, ShowsReasoning(options));

            // Calls come in pieces, and some servers count along in every chunk: both are told once, when they are whole.
            ChatResponse whole = await stream.GetFinalResponseAsync(CancellationToken.None).ConfigureAwait(false);
            if (ChatResponseMapper.MapEnd(whole) is { } end)
                yield return end;
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(AI.ChatClientMetadata) ? _metadata
            : serviceType == typeof(TogetherClient) ? client
            : serviceType == typeof(ChatClient) ? client.Chat
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The client is not the adapter's.
    }

    private static bool ShowsReasoning(AI.ChatOptions? options) => options?.Reasoning?.Output != AI.ReasoningOutput.None;
}
