using System.Runtime.CompilerServices;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>A router's chat as Microsoft.Extensions.AI wants it. Thread-safe.</summary>
internal sealed class RouterChatClientAdapter(OverflowRouter router, string model) : AI.IChatClient
{
    private readonly AI.ChatClientMetadata _metadata = new(GenAiConventions.Provider, router.Client.BaseAddress, model);

    public async Task<AI.ChatResponse> GetResponseAsync(
        IEnumerable<AI.ChatMessage> messages, AI.ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        RouteOptions route = TakeRoute(ref options);
        ChatRequest request = ChatRequestMapper.Map(this, messages, options, model);
        return ChatResponseMapper.Map(await router.CreateAsync(request, route, cancellationToken).ConfigureAwait(false), ShowsReasoning(options));
    }

    public async IAsyncEnumerable<AI.ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<AI.ChatMessage> messages, AI.ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RouteOptions route = TakeRoute(ref options);
        ChatRequest request = ChatRequestMapper.Map(this, messages, options, model);
        RoutedChatStream stream = await router.StreamAsync(request, route, cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (ChatChunk chunk in stream.WithCancellation(CancellationToken.None).ConfigureAwait(false))
                yield return ChatResponseMapper.Map(chunk, ShowsReasoning(options));
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
            : serviceType == typeof(OverflowRouter) ? router
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The router is not the adapter's.
    }

    /// <summary>How to route stands among the additional properties, which else become fields of the request.</summary>
    private static RouteOptions TakeRoute(ref AI.ChatOptions? options)
    {
        if (options?.AdditionalProperties?.TryGetValue(nameof(RouteOptions), out object? value) != true || value is not RouteOptions route)
            return RouteOptions.Default;
        options = options.Clone();
        options.AdditionalProperties!.Remove(nameof(RouteOptions));
        return route;
    }

    private static bool ShowsReasoning(AI.ChatOptions? options) => options?.Reasoning?.Output != AI.ReasoningOutput.None;
}
