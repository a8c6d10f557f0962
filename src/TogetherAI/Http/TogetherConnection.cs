using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>
/// Sends operations: builds the message anew for every attempt, retries, reads the answer or maps the error. Thread-safe; one for each
/// client.
/// </summary>
internal sealed partial class TogetherConnection : IDisposable
{
    private const string Json = "application/json";

    private readonly HttpClient _http;
    private readonly TogetherClientOptions _options;
    private readonly RequestOptions? _request;
    private readonly JsonObject? _extraBody;
    private readonly bool _ownsHttp;
    private readonly Uri _baseAddress;
    private readonly Credential _credential;
    private readonly RetryPolicy _retry;
    private readonly RequestPacer? _pacer;
    private readonly CallTelemetry _telemetry;
    private readonly string _userAgent;
    private readonly OwnTraffic _traffic;
    private volatile RecentTarget? _recentTarget;

    /// <param name="http">Sends the messages; its own timeout must be off.</param>
    /// <param name="options">Validated, with nothing left to the environment, and owned by this connection.</param>
    /// <param name="ownsHttp">Whether <paramref name="http"/> is disposed with the connection.</param>
    /// <param name="traffic">Counts the calls together with another connection's; null to count anew.</param>
    public TogetherConnection(HttpClient http, TogetherClientOptions options, bool ownsHttp = true, OwnTraffic? traffic = null)
    {
        _http = http;
        _options = options;
        _ownsHttp = ownsHttp;
        _traffic = traffic ?? new OwnTraffic(options.TimeProvider);
        _telemetry = new CallTelemetry(options);
        _baseAddress = options.BaseAddress!;
        _credential = new Credential(options.ApiKey, _baseAddress, options.AllowAnonymous);
        _retry = new RetryPolicy(options);
        _pacer = options.Pacing.Enabled ? new RequestPacer(options.Pacing, options.TimeProvider) : null;
        _userAgent = UserAgent.Create(options.UserAgent);
        Projects = new ProjectResolver(this);
    }

    private TogetherConnection(TogetherConnection origin, RequestOptions request)
    {
        _http = origin._http;
        _options = origin._options;
        _traffic = origin._traffic;
        _telemetry = origin._telemetry;
        _baseAddress = origin._baseAddress;
        _credential = origin._credential;
        _retry = origin._retry;
        _pacer = origin._pacer;
        _userAgent = origin._userAgent;
        Projects = origin.Projects;
        _request = request;
        _extraBody = request.ExtraBody?.DeepClone().AsObject();
    }

    public TogetherClientOptions Options => _options;

    /// <summary>What this connection and all that come from it send, by model.</summary>
    public OwnTraffic Traffic => _traffic;

    /// <summary>Knows the project of operations that work on one.</summary>
    public ProjectResolver Projects { get; }

    /// <summary>The same connection, for calls that carry options of their own.</summary>
    public TogetherConnection With(RequestOptions request) => new(this, request);

    /// <summary>Another connection over the same sockets.</summary>
    public TogetherConnection With(TogetherClientOptions options) => new(_http, options, ownsHttp: false, _traffic);

    /// <summary>The same connection to another host.</summary>
    public TogetherConnection At(Uri baseAddress)
    {
        TogetherClientOptions options = _options.Copy();
        options.BaseAddress = baseAddress;
        TogetherConnection there = With(options);
        return _request is null ? there : there.With(_request);
    }

    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }

    private Call Begin<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest? request, string? model, string query, string accept, CancellationToken caller,
        Func<HttpContent>? content = null, Action<HttpRequestMessage>? prepare = null)
        where TRequest : class
        where TResponse : class
    {
        caller.ThrowIfCancellationRequested();
        _credential.Require();
        return new Call
        {
            Method = operation.Method,
            Target = Target(operation.Path, query),
            Body = request is null ? null : RequestBody.Write(request, operation.RequestType!, _extraBody),
            Content = content,
            Model = model,
            Accept = accept,
            Prepare = prepare,
            Retry = operation.Retry,
            TakesRedirect = operation.TakesRedirect,
            IsAnonymous = operation.IsAnonymous,
            Options = _request,
            Recorder = _telemetry.Start(operation.Name, model, _baseAddress, accept == EventStreamType, request),
            Started = _options.TimeProvider.GetTimestamp(),
            Caller = caller,
            Traffic = model is null ? null : _traffic.Begin(model), // the last of all: nothing can fail between it and the call's end
        };
    }

    /// <summary>An operation's address. Most programs use one operation over and over: that one's address is made once.</summary>
    private Uri Target(string path, string query)
    {
        if (_request?.Query is { Count: > 0 } extra)
        {
            QueryString more = new();
            foreach ((string name, string value) in extra)
                more.Add(name, value);
            query = query.Length == 0 ? more.ToString() : query + "&" + more.ToString()[1..];
        }

        if (query.Length > 0)
            return new Uri(_baseAddress, path + query);
        RecentTarget? recent = _recentTarget;
        if (recent is null || !ReferenceEquals(recent.Path, path))
            _recentTarget = recent = new RecentTarget(path, new Uri(_baseAddress, path));
        return recent.Address;
    }

    private AttemptScope OpenScope(Call call) =>
        new(_options.TimeProvider, call.Started, call.Options?.TotalTimeout ?? _options.Timeouts.Total, call.Caller);

    /// <summary>Waits for the call's turn, where the client paces itself.</summary>
    private ValueTask WaitForTurnAsync(Call call)
    {
        if (_pacer is null)
            return ValueTask.CompletedTask;
        TimeSpan total = call.Options?.TotalTimeout ?? _options.Timeouts.Total;
        TimeSpan left = total == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : total - _options.TimeProvider.GetElapsedTime(call.Started);
        return _pacer.WaitAsync(call.Model, left, call.Caller);
    }

    private TimeSpan AttemptTimeout(Call call) => call.Options?.AttemptTimeout ?? _options.Timeouts.Attempt;

    /// <summary>Translates what an attempt threw, adds what the head of its answer said, where there was one, and notes it in the call.</summary>
    private Exception Note(Call call, Exception exception, AttemptScope scope, DateTimeOffset startedAt, HttpResponseMessage? response)
    {
        Exception mapped = FailureMapper.Map(exception, scope, _options.KnowsTransport ? _options.Timeouts.Connect : null);
        if (mapped is not TogetherException failure)
            return mapped;
        if (response is not null && failure.RateLimits is null)
        {
            ErrorDetails head = ErrorDetails.Of(response); // it arrived, and what followed did not
            failure.Details = failure.Details with { RequestId = failure.RequestId ?? _credential.Redact(head.RequestId), RateLimits = head.RateLimits };
        }

        call.Failed(failure, startedAt, _options.TimeProvider.GetElapsedTime(scope.Started));
        return failure;
    }

    /// <summary>Completes the exception that a call ends with: with all its attempts, and recorded.</summary>
    private static void Fail(Call call, Exception exception)
    {
        if (exception is TogetherException failure)
            failure.Details = failure.Details with { Attempts = call.Failures };
        call.Recorder.Failed(exception);
        call.Left();
    }

    private sealed record RecentTarget(string Path, Uri Address);
}
