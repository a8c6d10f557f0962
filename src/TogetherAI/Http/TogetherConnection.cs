using System.Text;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Sends operations: builds the message anew for every attempt, retries, reads the answer or maps the error. Thread-safe; one for each
/// client.
/// </summary>
internal sealed partial class TogetherConnection : IDisposable
{
    private const int MaxResponse = 1 << 30;

    private readonly HttpClient _http;
    private readonly TogetherClientOptions _options;
    private readonly Uri _baseAddress;
    private readonly Credential _credential;
    private readonly RetryPolicy _retry;
    private readonly CallTelemetry _telemetry;
    private readonly (string Name, string Value)[] _headers;
    private volatile RecentTarget? _recentTarget;

    /// <param name="http">Sends the messages; its own timeout must be off. Disposed with the connection.</param>
    /// <param name="options">Validated, with nothing left to the environment, and owned by this connection.</param>
    public TogetherConnection(HttpClient http, TogetherClientOptions options)
    {
        _http = http;
        _options = options;
        _telemetry = new CallTelemetry(options);
        _baseAddress = options.BaseAddress!;
        _credential = new Credential(options.ApiKey, _baseAddress, options.AllowAnonymous);
        _retry = new RetryPolicy(options);
        _headers = [.. options.DefaultHeaders.Select(header => (header.Key, header.Value)), ("User-Agent", UserAgent.Create(options.UserAgent))];
    }

    public TogetherClientOptions Options => _options;

    /// <summary>Sends an operation and reads its whole answer.</summary>
    /// <param name="operation">What to do.</param>
    /// <param name="request">The body; null for an operation that has none.</param>
    /// <param name="model">The model asked, for telemetry; null where there is none.</param>
    /// <param name="query">The query with its question mark; empty for none.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="TogetherException">Every attempt failed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest? request, string? model, string query, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        Call call = Begin(operation, request, model, query, streaming: false, cancellationToken);
        try
        {
            TResponse response = await _retry.ExecuteAsync(
                call,
                static (call, state) => state.Connection.AttemptAsync(call, state.Operation),
                (Connection: this, Operation: operation)).ConfigureAwait(false);
            call.Recorder.Completed(response);
            return response;
        }
        catch (Exception exception)
        {
            throw Fail(call, exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private Call Begin<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest? request, string? model, string query, bool streaming, CancellationToken caller)
        where TRequest : class
        where TResponse : class
    {
        caller.ThrowIfCancellationRequested();
        _credential.Require();
        return new Call
        {
            Method = operation.Method,
            Target = Target(operation.Path, query),
            Body = request is null ? null : RequestBody.Write(request, operation.RequestType!),
            Retry = operation.Retry,
            Streaming = streaming,
            Recorder = _telemetry.Start(operation.Name, model, _baseAddress, streaming, request),
            Started = _options.TimeProvider.GetTimestamp(),
            Caller = caller,
        };
    }

    /// <summary>An operation's address. Most programs use one operation over and over: that one's address is made once.</summary>
    private Uri Target(string path, string query)
    {
        if (query.Length > 0)
            return new Uri(_baseAddress, path + query);
        RecentTarget? recent = _recentTarget;
        if (recent is null || !ReferenceEquals(recent.Path, path))
            _recentTarget = recent = new RecentTarget(path, new Uri(_baseAddress, path));
        return recent.Address;
    }

    private async ValueTask<TResponse> AttemptAsync<TRequest, TResponse>(Call call, Operation<TRequest, TResponse> operation)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        using AttemptScope scope = new(_options.TimeProvider, call.Started, _options.Timeouts.Total, call.Caller);
        DateTimeOffset startedAt = _options.TimeProvider.GetUtcNow();
        try
        {
            scope.Enter(TimeoutKind.Attempt, _options.Timeouts.Attempt);
            using HttpResponseMessage response = await SendOnceAsync(call, scope.Token).ConfigureAwait(false);
            using PooledBody body = await PooledBody.ReadAsync(response.Content, MaxResponse, scope.Token).ConfigureAwait(false);
            return Parse(body, response, operation);
        }
        catch (Exception exception)
        {
            throw Note(call, exception, scope, startedAt);
        }
    }

    /// <summary>Sends one message and waits for the headers of an answer that is a success.</summary>
    private async ValueTask<HttpResponseMessage> SendOnceAsync(Call call, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await FollowAsync(call, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ErrorMapper.ReadAsync(response, _credential, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    private HttpRequestMessage CreateMessage(Call call, Uri target)
    {
        HttpRequestMessage message = new(call.Method, target)
        {
            Version = _http.DefaultRequestVersion,
            VersionPolicy = _http.DefaultVersionPolicy,
        };
        foreach ((string name, string value) in _headers)
            message.Headers.TryAddWithoutValidation(name, value);
        message.Headers.TryAddWithoutValidation("Accept", call.Streaming ? "text/event-stream" : "application/json");
        if (call.Streaming)
            message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity"); // a compressor may hold tokens back
        _credential.Apply(message);
        if (call.Body is not null)
        {
            message.Content = new ReadOnlyMemoryContent(call.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        return message;
    }

    private TResponse Parse<TRequest, TResponse>(PooledBody body, HttpResponseMessage response, Operation<TRequest, TResponse> operation)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        try
        {
            TResponse? value = body.IsTruncated ? null : JsonSerializer.Deserialize(body.Span, operation.ResponseType);
            if (value is not null)
            {
                value.Attach(response);
                return value;
            }

            throw Unreadable(response, body, body.IsTruncated ? "it is larger than 1 GiB." : "it is null.", null);
        }
        catch (JsonException exception)
        {
            throw Unreadable(response, body, exception.Message, exception);
        }
    }

    private TogetherResponseException Unreadable(HttpResponseMessage response, PooledBody body, string why, Exception? inner) =>
        new("The service's answer is not what its API promises: " + _credential.Redact(why), inner)
        {
            StatusCode = response.StatusCode,
            RequestId = ResponseHeaders.RequestId(response.Headers),
            ResponseBody = _credential.Redact(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Span.Length, 64 * 1024)])),
        };

    /// <summary>Translates what an attempt threw and notes it in the call.</summary>
    private Exception Note(Call call, Exception exception, AttemptScope scope, DateTimeOffset startedAt)
    {
        Exception mapped = FailureMapper.Map(exception, scope, _options.Timeouts.Connect);
        if (mapped is TogetherException failure)
            call.Failed(failure, startedAt, _options.TimeProvider.GetElapsedTime(scope.Started));
        return mapped;
    }

    /// <summary>The exception a call ends with: with all its attempts, and recorded.</summary>
    private static Exception Fail(Call call, Exception exception)
    {
        if (exception is TogetherException failure)
            failure.Details = failure.Details with { Attempts = call.Failures };
        call.Recorder.Failed(exception);
        return exception;
    }

    private sealed record RecentTarget(string Path, Uri Address);
}
