namespace TogetherAI;

/// <content>Calls whose answer is bytes, read by the caller as they arrive: attempts and retries end with the headers.</content>
internal sealed partial class TogetherConnection
{
    /// <summary>Sends an operation and opens its answer's bytes.</summary>
    /// <param name="operation">What to do; its response type plays no part.</param>
    /// <param name="request">The body; null for none.</param>
    /// <param name="model">The model asked, for telemetry; null where there is none.</param>
    /// <param name="accept">The media type asked for.</param>
    /// <param name="cancellationToken">The caller's token; in force until the bytes are read or disposed.</param>
    /// <param name="prepare">Adds headers that go to every host the call leads to; null for none.</param>
    /// <returns>The open bytes, which the caller must dispose.</returns>
    public async Task<BinaryResponse> OpenBytesAsync<TRequest>(
        Operation<TRequest, EmptyResponse> operation, TRequest? request, string? model, string accept, CancellationToken cancellationToken,
        Action<HttpRequestMessage>? prepare = null)
        where TRequest : class
    {
        Call call = Begin(operation, request, model, query: "", accept, cancellationToken, content: null, prepare);
        try
        {
            return await _retry.ExecuteAsync(call, static (call, connection) => connection.AttemptBytesAsync(call), this).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(call, exception);
            throw;
        }
    }

    private async ValueTask<BinaryResponse> AttemptBytesAsync(Call call)
    {
        await WaitForTurnAsync(call).ConfigureAwait(false);
        AttemptScope scope = OpenScope(call);
        DateTimeOffset startedAt = _options.TimeProvider.GetUtcNow();
        HttpResponseMessage? response = null;
        try
        {
            scope.Enter(TimeoutKind.Attempt, AttemptTimeout(call));
            response = await SendOnceAsync(call, scope.Token).ConfigureAwait(false);
            Stream body = await response.Content.ReadAsStreamAsync(scope.Token).ConfigureAwait(false);
            scope.Leave();
            return new BinaryResponse(call, scope, response, body, _options);
        }
        catch (Exception exception)
        {
            Exception mapped = Note(call, exception, scope, startedAt, response);
            response?.Dispose();
            scope.Dispose();
            if (ReferenceEquals(mapped, exception))
                throw;
            throw mapped;
        }
    }
}
