using Microsoft.Extensions.DependencyInjection;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <content>The interfaces of Microsoft.Extensions.AI.</content>
public sealed partial class TogetherClientBuilder
{
    /// <summary>
    /// Registers the client as an <see cref="AI.IChatClient"/>: the container's own, or for a named client one under its name as a key. The last
    /// one registered is the one that is found.
    /// </summary>
    /// <param name="model">The model where a call's options name none.</param>
    /// <returns>The same registration.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public TogetherClientBuilder AddChatClient(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Add<AI.IChatClient>(client => client.AsChatClient(model));
    }

    /// <summary>
    /// Registers the client as an <see cref="AI.IEmbeddingGenerator{TInput, TEmbedding}"/> of texts: the container's own, or for a named client
    /// one under its name as a key. The last one registered is the one that is found.
    /// </summary>
    /// <param name="model">The model where a call's options name none.</param>
    /// <returns>The same registration.</returns>
    /// <exception cref="ArgumentException"><paramref name="model"/> is empty.</exception>
    public TogetherClientBuilder AddEmbeddingGenerator(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return Add<AI.IEmbeddingGenerator<string, AI.Embedding<float>>>(client => client.AsEmbeddingGenerator(model));
    }

    private TogetherClientBuilder Add<T>(Func<TogetherClient, T> adapt)
        where T : class
    {
        if (Name.Length == 0)
            Services.AddSingleton(provider => adapt(provider.GetRequiredService<TogetherClient>()));
        else
            Services.AddKeyedSingleton(Name, (provider, key) => adapt(provider.GetRequiredKeyedService<TogetherClient>(key)));
        return this;
    }
}
