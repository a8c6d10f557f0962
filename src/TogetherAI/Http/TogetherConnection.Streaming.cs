using System.Text;

namespace TogetherAI;

/// <content>Calls whose answer is an event stream: attempts and retries end with the headers, the rest belongs to the stream.</content>
internal sealed partial class TogetherConnection
{
    private const string EventStreamType = "text/event-stream";

    /// <summary>Sends an operation and opens its stream.</summary>
    /// <returns>The open stream, which the caller must dispose.</returns>
    /// <exception cref="TogetherException">Every attempt failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EventStream> OpenStreamAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, string? model, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        Call call = Begin(operation, request, model, query: "", EventStreamType, cancellationToken);
        try
        {
            return await _retry.ExecuteAsync(call, static (call, connection) => connection.AttemptStreamAsync(call), this).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(call, exception);
            throw;
        }
    }

    private async ValueTask<EventStream> AttemptStreamAsync(Call call)
    {
        await WaitForTurnAsync(call).ConfigureAwait(false);
        AttemptScope scope = OpenScope(call);
        DateTimeOffset startedAt = _options.TimeProvider.GetUtcNow();
        HttpResponseMessage? response = null;
        try
        {
            if (IsSooner(_options.Timeouts.FirstToken, AttemptTimeout(call)))
                scope.Enter(TimeoutKind.FirstToken, _options.Timeouts.FirstToken);
            else
                scope.Enter(TimeoutKind.Attempt, AttemptTimeout(call));
            response = await SendOnceAsync(call, scope.Token).ConfigureAwait(false);
            await RequireEventStreamAsync(response, scope.Token).ConfigureAwait(false);
            Stream body = await response.Content.ReadAsStreamAsync(scope.Token).ConfigureAwait(false);
            scope.Leave();
            return new EventStream(call, scope, response, body, startedAt, _options, _credential);
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

    private static bool IsSooner(TimeSpan one, TimeSpan other) =>
        one != Timeout.InfiniteTimeSpan && (other == Timeout.InfiniteTimeSpan || one < other);

    private async ValueTask RequireEventStreamAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        string? type = response.Content.Headers.ContentType?.MediaType;
        if (type is null || type.Equals(EventStreamType, StringComparison.OrdinalIgnoreCase))
            return;

        using PooledBody body = await PooledBody.ReadAsync(response.Content, 64 * 1024, cancellationToken).ConfigureAwait(false);
        string? message = type.Contains("json", StringComparison.OrdinalIgnoreCase) ? ErrorBody.Parse(body.Span).Message : null;
        throw new TogetherResponseException(_credential.Redact($"The service answered with {type} where an event stream was asked for: {message}")!)
        {
            Details = ErrorDetails.Of(response) with { ResponseBody = _credential.Redact(Encoding.UTF8.GetString(body.Span)) },
        };
    }
}
