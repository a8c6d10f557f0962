using System.IO.Pipelines;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// An open event stream: its frames, its limits, its end. Owns the response and the attempt's scope and releases both exactly once:
/// at the end, on a fault, or as soon as the caller cancels or disposes, even between two reads. One reader at a time; disposing is
/// thread-safe.
/// </summary>
internal sealed class EventStream : IAsyncDisposable
{
    private const int Idle = 0;
    private const int Reading = 1;
    private const int Closed = 2;

    /// <summary>How long the end of a body may take after the answer is complete, before the connection is given up.</summary>
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(2);

    private readonly Call _call;
    private readonly AttemptScope _scope;
    private readonly CancellationToken _token;
    private readonly HttpResponseMessage _response;
    private readonly SseReader _events;
    private readonly DateTimeOffset _startedAt;
    private readonly TogetherClientOptions _options;
    private readonly Credential _credential;
    private readonly CancellationTokenRegistration _onCancel;
    private long _waited;
    private bool _waiting;
    private bool _isComplete;
    private bool _disposed;
    private int _state;
    private int _recorded;

    public EventStream(
        Call call, AttemptScope scope, HttpResponseMessage response, Stream body, DateTimeOffset startedAt, TogetherClientOptions options,
        Credential credential)
    {
        _call = call;
        _scope = scope;
        _token = scope.Token;
        _response = response;
        _events = new SseReader(PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024)));
        _startedAt = startedAt;
        _options = options;
        _credential = credential;
        _waited = options.TimeProvider.GetTimestamp() - scope.Started;
        _events.Arrived = () => RestartIdle();
        Http = new ResponseInfo(response, body: null);
        RequestId = Http.RequestId;
        _onCancel = _token.UnsafeRegister(static state => ((EventStream)state!).CloseIfIdle(), this);
    }

    /// <summary>The current frame. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Frame => _events.Data;

    /// <summary>From the start of the call to its first generated token; null before that.</summary>
    public TimeSpan? TimeToFirstToken { get; private set; }

    public string? RequestId { get; }

    public ResponseInfo Http { get; }

    /// <summary>Goes on to the next frame; false at the end of the body.</summary>
    public ValueTask<bool> ReadAsync()
    {
        BeginRead();
        bool arrived;
        try
        {
            arrived = _events.TryRead();
        }
        catch
        {
            EndRead();
            throw;
        }

        if (!arrived)
            return ReadMoreAsync();
        EndRead();
        return new ValueTask<bool>(true);
    }

    /// <summary>A chunk with something generated has arrived; after the first one only the silence between them is limited.</summary>
    public void MarkOutput()
    {
        TimeToFirstToken ??= _options.TimeProvider.GetElapsedTime(_call.Started);
        _call.Recorder.OutputChunk();
    }

    /// <summary>Lets a token of the reader's own end the stream too.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken token) =>
        token.UnsafeRegister(static (state, token) => ((AttemptScope)state!).Cancel(token), _scope);

    /// <summary>The error that a frame tells of.</summary>
    public ErrorBody ParseError(ReadOnlySpan<byte> frame) => _credential.Redact(ErrorBody.Parse(frame));

    /// <summary>The answer is complete. Reads to the end of the body, without making the caller wait, so that the connection can be used again.</summary>
    public void Complete(TogetherResponse response)
    {
        _isComplete = true;
        _call.Left();
        if (Interlocked.Exchange(ref _recorded, 1) == 0)
            _call.Recorder.Completed(response);
        if (Interlocked.CompareExchange(ref _state, Reading, Idle) == Idle)
            _ = DrainAsync();
    }

    /// <summary>Translates what reading threw into what the caller is told, and releases everything.</summary>
    public Exception Fail(Exception exception, string partialText)
    {
        Exception mapped = Map(exception, partialText);
        if (Interlocked.Exchange(ref _recorded, 1) == 0)
        {
            if (mapped is TogetherException failure)
            {
                failure.Details = failure.Details with
                {
                    RequestId = _credential.Redact(RequestId),
                    StatusCode = failure.StatusCode ?? _response.StatusCode,
                    RateLimits = Http.RateLimits,
                };
                _call.Failed(failure, _startedAt, _options.TimeProvider.GetElapsedTime(_scope.Started));
                failure.Details = failure.Details with { Attempts = _call.Failures };
            }

            _call.Recorder.Failed(mapped);
        }

        CloseIfIdle();
        return mapped;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _recorded, 1) == 0)
            _call.Recorder.Abandoned(RequestId);
        _disposed = true;
        if (!_isComplete) // else what is left is the end of the body, which has its own limit and gives the connection back
            _scope.Cancel(default);
        return default;
    }

    private void BeginRead()
    {
        switch (Interlocked.CompareExchange(ref _state, Reading, Idle))
        {
            case Reading:
                throw new StreamMisuseException();
            case Closed:
                ObjectDisposedException closed = new(null, "The stream was disposed before its end.");
                throw _scope.Explain(closed) ?? closed;
        }
    }

    private async ValueTask<bool> ReadMoreAsync()
    {
        try
        {
            ValueTask<bool> read = _events.ReadAsync(_token);
            if (read.IsCompleted)
                return await read.ConfigureAwait(false);

            // Limits run only while the client waits for the service: a slow reader is not the service's silence.
            long now = _options.TimeProvider.GetTimestamp();
            if (TimeToFirstToken is null)
                _scope.Enter(TimeoutKind.FirstToken, _options.Timeouts.FirstToken, since: now - _waited);
            else
                _scope.Enter(TimeoutKind.Idle, _options.Timeouts.Idle);
            _waiting = true;
            try
            {
                return await read.ConfigureAwait(false);
            }
            finally
            {
                _waiting = false;
                _scope.Leave();
                _waited += _options.TimeProvider.GetTimestamp() - now;
            }
        }
        finally
        {
            EndRead();
        }
    }

    /// <summary>Something arrived that is no whole event, such as a comment: a sign of life.</summary>
    private void RestartIdle()
    {
        if (_waiting && TimeToFirstToken is not null)
            _scope.Enter(TimeoutKind.Idle, _options.Timeouts.Idle);
    }

    private void EndRead()
    {
        // A full fence: either this thread sees the cancellation below, or the cancelling one sees that nobody reads. Else nobody would close.
        Interlocked.Exchange(ref _state, Idle);
        if (_token.IsCancellationRequested)
            CloseIfIdle();
    }

    private Exception Map(Exception exception, string partialText) => exception switch
    {
        TogetherTimeoutException timeout => new TogetherTimeoutException(timeout.Kind, timeout.Limit, timeout.InnerException) { PartialText = partialText },
        TogetherException => exception,
        _ when _scope.Explain(exception) is { } explained => explained is TogetherException ? Map(explained, partialText) : explained,
        IOException or HttpRequestException => new TogetherStreamInterruptedException(
            "The connection broke in the middle of the stream.", exception) { PartialText = partialText },
        OperationCanceledException when _disposed => new ObjectDisposedException("The stream was disposed while it was read.", exception),
        JsonException => new TogetherStreamInterruptedException(
            "The service sent a frame that is not the JSON its API promises: " + exception.Message, exception) { PartialText = partialText },
        _ => exception,
    };

    private async Task DrainAsync()
    {
        try
        {
            ValueTask<bool> read = _events.ReadAsync(_token);
            if (!read.IsCompleted)
                _scope.Enter(TimeoutKind.Idle, s_drain);
            while (await read.ConfigureAwait(false))
                read = _events.ReadAsync(_token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException or TogetherException)
        {
            // The answer is complete and delivered; all that is lost is a connection to reuse.
        }

        Interlocked.Exchange(ref _state, Idle);
        CloseIfIdle();
    }

    private void CloseIfIdle()
    {
        if (Interlocked.CompareExchange(ref _state, Closed, Idle) != Idle)
            return;
        _call.Left();
        _response.Dispose();
        _events.Dispose();
        _onCancel.Unregister();
        _scope.Dispose();
    }
}
