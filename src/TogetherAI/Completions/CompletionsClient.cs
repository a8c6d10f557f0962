using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>Continuations of a text (<c>/v1/completions</c>). Reached through <see cref="TogetherClient.Completions"/>; thread-safe.</summary>
public sealed class CompletionsClient
{
    private readonly TogetherConnection _connection;

    internal CompletionsClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Lets a model continue a text, and waits for the whole answer.</summary>
    /// <param name="request">The text and how to go on with it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><see cref="GenerationRequest.ExtraBody"/> repeats a property that is set.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<CompletionResponse> CreateAsync(CompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CompletionRequest prepared = (CompletionRequest)request.Prepare(_connection.Options, stream: false);
        return _connection.SendAsync(CompletionOperations.Create, prepared, prepared.Model, query: "", cancellationToken);
    }

    /// <summary>Lets a model continue a text token by token. Returns when the service has accepted the request; the first token may be a while.</summary>
    /// <param name="request">The text and how to go on with it.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><see cref="GenerationRequest.ExtraBody"/> repeats a property that is set.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<CompletionStream> StreamAsync(CompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CompletionRequest prepared = (CompletionRequest)request.Prepare(_connection.Options, stream: true);
        EventStream events = await _connection.OpenStreamAsync(CompletionOperations.Create, prepared, prepared.Model, cancellationToken)
            .ConfigureAwait(false);
        return new CompletionStream(events, withLogProbs: prepared.LogProbs is not null, choices: prepared.N ?? 1);
    }

    /// <summary>Continues a text and reads the continuation as it is made. The request is sent when the loop begins.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The text.</param>
    /// <param name="maxTokens">The most tokens to generate; null for <see cref="TogetherClientOptions.DefaultMaxTokens"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The pieces of text, none of them empty. Leaving the loop ends the request.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async IAsyncEnumerable<string> StreamTextAsync(
        string model, string prompt, int? maxTokens = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        CompletionRequest request = new() { Model = model, Prompt = prompt, MaxTokens = maxTokens };
        CompletionStream stream = await StreamAsync(request, cancellationToken).ConfigureAwait(false);
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
