namespace TogetherAI;

/// <summary>
/// Answers as lists of items, with remote MCP servers as tools (<c>/v1/responses</c>, in beta). Reached through
/// <see cref="TogetherClient.Responses"/>; thread-safe.
/// </summary>
/// <remarks>
/// The service stores no answers: every request holds the whole conversation. What is asked in chat completions and needs no remote server is
/// better asked there: it is not in beta, and more models know it.
/// </remarks>
public sealed class ResponsesClient
{
    private readonly TogetherConnection _connection;

    internal ResponsesClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Lets a model answer, and waits for the whole answer. With a remote server among its tools it is not repeated where it may have run.</summary>
    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer; <see cref="ModelResponse.Status"/> says how it ended.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ModelResponse> CreateAsync(ResponseRequest request, CancellationToken cancellationToken = default)
    {
        ResponseRequest prepared = Prepare(request, stream: false);
        return _connection.SendAsync(For(prepared), prepared, prepared.Model, query: "", cancellationToken);
    }

    /// <summary>Lets a model answer, event by event. Returns when the service has accepted the request; the first token may be a while.</summary>
    /// <param name="request">The conversation and how to go on with it.</param>
    /// <param name="cancellationToken">Ends the call, also after this method has returned.</param>
    /// <returns>The stream, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ResponseStream> StreamAsync(ResponseRequest request, CancellationToken cancellationToken = default)
    {
        ResponseRequest prepared = Prepare(request, stream: true);
        return new ResponseStream(
            await _connection.OpenStreamAsync(For(prepared), prepared, prepared.Model, cancellationToken).ConfigureAwait(false));
    }

    private static Operation<ResponseRequest, ModelResponse> For(ResponseRequest request) =>
        request.Tools?.Any(static tool => tool.Type == "mcp") == true ? ResponseOperations.CreateWithServers : ResponseOperations.Create;

    private ResponseRequest Prepare(ResponseRequest request, bool stream)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with
        {
            Stream = stream ? true : null,
            MaxOutputTokens = request.MaxOutputTokens ?? _connection.Options.DefaultMaxTokens,
        };
    }
}
