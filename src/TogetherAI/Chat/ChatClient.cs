using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>Conversations with a model (<c>/v1/chat/completions</c>). Reached through <see cref="TogetherClient.Chat"/>; thread-safe.</summary>
public sealed partial class ChatClient
{
    private readonly TogetherConnection _connection;
    private readonly string? _model;

    /// <param name="connection">Sends the requests.</param>
    /// <param name="model">The model in place of every request's own; null for theirs.</param>
    internal ChatClient(TogetherConnection connection, string? model = null)
    {
        _connection = connection;
        _model = model;
    }

    internal TimeProvider Time => _connection.Options.TimeProvider;

    /// <summary>Lets a model answer, and waits for the whole answer.</summary>
    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><see cref="GenerationRequest.ExtraBody"/> repeats a property that is set.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ChatResponse> CreateAsync(ChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ChatRequest prepared = (ChatRequest)request.Prepare(_connection.Options, stream: false, _model);
        return _connection.SendAsync(ChatOperations.Create, prepared, prepared.Model, query: "", cancellationToken);
    }

    /// <summary>Lets a model answer token by token. Returns when the service has accepted the request; the first token may be a while.</summary>
    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><see cref="GenerationRequest.ExtraBody"/> repeats a property that is set.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ChatStream> StreamAsync(ChatRequest request, CancellationToken cancellationToken = default) =>
        StreamAsync(request, model: null, cancellationToken);

    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="model">The model in place of the request's; null for the request's.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    internal async Task<ChatStream> StreamAsync(ChatRequest request, string? model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ChatRequest prepared = (ChatRequest)request.Prepare(_connection.Options, stream: true, model ?? _model);
        EventStream events = await _connection.OpenStreamAsync(ChatOperations.Create, prepared, prepared.Model, cancellationToken).ConfigureAwait(false);
        return new ChatStream(events, choices: prepared.N ?? 1);
    }

    internal ChatClient With(RequestOptions options) => new(_connection.With(options));

    /// <summary>Asks one question and reads the answer's text as it is made. The request is sent when the loop begins.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="maxTokens">The most tokens to generate; null for <see cref="TogetherClientOptions.DefaultMaxTokens"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The pieces of text, none of them empty. Leaving the loop ends the request.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async IAsyncEnumerable<string> StreamTextAsync(
        string model, string prompt, int? maxTokens = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatRequest request = new() { Model = model, Messages = [ChatMessage.User(prompt)], MaxTokens = maxTokens };
        ChatStream stream = await StreamAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (string text in stream.ReadTextAsync(CancellationToken.None).ConfigureAwait(false))
                yield return text;
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }
}
