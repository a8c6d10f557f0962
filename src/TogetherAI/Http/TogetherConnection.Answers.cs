using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <content>Calls whose answer is read whole.</content>
internal sealed partial class TogetherConnection
{
    private const int MaxResponse = 1 << 30;

    /// <summary>Sends an operation and reads its whole answer.</summary>
    /// <param name="operation">What to do.</param>
    /// <param name="request">The body; null for an operation that has none.</param>
    /// <param name="model">The model asked, for telemetry; null where there is none.</param>
    /// <param name="query">The query with its question mark; empty for none.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="TogetherException">Every attempt failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest? request, string? model, string query, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : TogetherResponse =>
        FinishAsync(operation, () => Begin(operation, request, model, query, Json, cancellationToken));

    /// <summary>Sends an operation that has no body.</summary>
    public Task<TResponse> SendAsync<TResponse>(Operation<NoBody, TResponse> operation, CancellationToken cancellationToken, string query = "")
        where TResponse : TogetherResponse =>
        SendAsync(operation, request: null, model: null, query, cancellationToken);

    /// <summary>Sends an operation whose body is not JSON.</summary>
    /// <param name="operation">What to do.</param>
    /// <param name="content">Makes the body, anew for every attempt.</param>
    /// <param name="model">The model asked, for telemetry; null where there is none.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public Task<TResponse> SendContentAsync<TResponse>(
        Operation<NoBody, TResponse> operation, Func<HttpContent> content, string? model, CancellationToken cancellationToken)
        where TResponse : TogetherResponse =>
        FinishAsync(operation, () => Begin(operation, request: null, model, query: "", Json, cancellationToken, content));

    private async Task<TResponse> FinishAsync<TRequest, TResponse>(Operation<TRequest, TResponse> operation, Func<Call> begin)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        Call call = begin();
        try
        {
            TResponse response = await _retry.ExecuteAsync(
                call,
                static (call, state) => state.Connection.AttemptAsync(call, state.Operation),
                (Connection: this, Operation: operation)).ConfigureAwait(false);
            call.Left();
            call.Recorder.Completed(response);
            return response;
        }
        catch (Exception exception)
        {
            Fail(call, exception);
            throw;
        }
    }

    private async ValueTask<TResponse> AttemptAsync<TRequest, TResponse>(Call call, Operation<TRequest, TResponse> operation)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        await WaitForTurnAsync(call).ConfigureAwait(false);
        using AttemptScope scope = OpenScope(call);
        DateTimeOffset startedAt = _options.TimeProvider.GetUtcNow();
        HttpResponseMessage? response = null;
        try
        {
            scope.Enter(TimeoutKind.Attempt, AttemptTimeout(call));
            response = await SendOnceAsync(call, scope.Token).ConfigureAwait(false);
            using PooledBody body = await PooledBody.ReadAsync(response.Content, MaxResponse, scope.Token).ConfigureAwait(false);
            TResponse answer = Parse(body, response, operation);
            answer.Attach(new ResponseInfo(response, call.Options is { KeepBody: true } ? (ReadOnlyMemory<byte>?)body.Span.ToArray() : null));
            return answer;
        }
        catch (Exception exception)
        {
            Exception mapped = Note(call, exception, scope, startedAt, response);
            if (ReferenceEquals(mapped, exception))
                throw;
            throw mapped;
        }
        finally
        {
            response?.Dispose();
        }
    }

    private TResponse Parse<TRequest, TResponse>(PooledBody body, HttpResponseMessage response, Operation<TRequest, TResponse> operation)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        // Some operations answer with nothing at all (204), and say so in their type; of some the type is not known.
        if (body.Span.IsEmpty && typeof(TResponse) == typeof(EmptyResponse))
            return (TResponse)(TogetherResponse)new EmptyResponse();
        if (typeof(TResponse) == typeof(RawResponse))
            return (TResponse)(TogetherResponse)new RawResponse(body.Span.ToArray());
        try
        {
            TResponse? read = body.IsTruncated ? null
                : operation.Read is { } reader ? reader(body.Span)
                : JsonSerializer.Deserialize(body.Span, operation.ResponseType);
            TResponse answer = read
                ?? throw Unreadable(response, body, body.IsTruncated ? "it is larger than 1 GiB." : "it is null.", null);
            if (answer.ExtensionData is { } unknown && unknown.TryGetValue("error", out JsonElement error)
                && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            {
                throw Unreadable(response, body, "it tells of an error in spite of its status: " + ErrorBody.Parse(body.Span).Message, null);
            }

            return answer;
        }
        catch (JsonException exception)
        {
            throw Unreadable(response, body, exception.Message, exception);
        }
    }

    private TogetherResponseException Unreadable(HttpResponseMessage response, PooledBody body, string why, Exception? inner) =>
        new("The service's answer is not what its API promises: " + _credential.Redact(why), inner)
        {
            Details = ErrorDetails.Of(response) with
            {
                ResponseBody = _credential.Redact(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Span.Length, 64 * 1024)])),
            },
        };
}
