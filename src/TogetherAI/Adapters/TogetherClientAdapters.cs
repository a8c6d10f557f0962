using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>The client as the interfaces of Microsoft.Extensions.AI, for code that is written against those.</summary>
public static class TogetherClientAdapters
{
    /// <summary>
    /// Chat as an <see cref="AI.IChatClient"/>. It calls no functions by itself; wrap it, as that library does, or use
    /// <see cref="ChatClient.RunToolsAsync"/>. What has no counterpart here is refused with a <see cref="NotSupportedException"/>, not dropped.
    /// </summary>
    /// <param name="client">The client; it stays its owner's, and disposing the adapter does nothing.</param>
    /// <param name="model">The model where the options name none.</param>
    /// <returns>The adapter; thread-safe.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public static AI.IChatClient AsChatClient(this TogetherClient client, string model)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return new ChatClientAdapter(client, model);
    }

    /// <summary>Embeddings as an <see cref="AI.IEmbeddingGenerator{TInput, TEmbedding}"/>. One call makes one request, whatever the number of texts.</summary>
    /// <param name="client">The client; it stays its owner's, and disposing the adapter does nothing.</param>
    /// <param name="model">The model where the options name none.</param>
    /// <returns>The adapter; thread-safe.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public static AI.IEmbeddingGenerator<string, AI.Embedding<float>> AsEmbeddingGenerator(this TogetherClient client, string model)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return new EmbeddingGeneratorAdapter(client, model);
    }
}
