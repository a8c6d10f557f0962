namespace TogetherAI;

/// <summary>What one call needs over all its attempts. Used by one call, which runs one attempt at a time.</summary>
internal sealed class Call
{
    private List<RequestAttempt>? _failures;
    private ModelTraffic? _traffic;

    public required HttpMethod Method { get; init; }

    public required Uri Target { get; init; }

    /// <summary>The JSON body, written once and sent with every attempt; null where there is none.</summary>
    public byte[]? Body { get; init; }

    /// <summary>A body that is not JSON, made anew for every attempt; null where there is none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>The model asked; null where there is none.</summary>
    public required string? Model { get; init; }

    public required string Accept { get; init; }

    /// <summary>Adds what the operation itself has to say in headers, at every hop; null for nothing. Never a secret: a hop may lead elsewhere.</summary>
    public Action<HttpRequestMessage>? Prepare { get; init; }

    public required RetryClass Retry { get; init; }

    /// <summary>See <see cref="Operation{TRequest, TResponse}.TakesRedirect"/>.</summary>
    public bool TakesRedirect { get; init; }

    /// <summary>See <see cref="Operation{TRequest, TResponse}.IsAnonymous"/>.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>What applies to this call only; null where the client's options apply throughout.</summary>
    public required RequestOptions? Options { get; init; }

    public required CallRecorder Recorder { get; init; }

    /// <summary>The clock's timestamp at which the call began.</summary>
    public required long Started { get; init; }

    public required CancellationToken Caller { get; init; }

    /// <summary>Where the call counts as under way; null where it asks no model.</summary>
    public required ModelTraffic? Traffic
    {
        init => _traffic = value;
    }

    /// <summary>How many attempts have been made.</summary>
    public int Attempts => _failures?.Count ?? 0;

    public IReadOnlyList<RequestAttempt> Failures => _failures is null ? [] : _failures;

    /// <summary>Adds a failed attempt. The list is made only now: a call that succeeds at once pays nothing for it.</summary>
    public void Failed(TogetherException exception, DateTimeOffset startedAt, TimeSpan duration) => (_failures ??= []).Add(new RequestAttempt
    {
        Number = Attempts + 1,
        StartedAt = startedAt,
        Duration = duration,
        StatusCode = exception.StatusCode,
        RequestId = exception.RequestId,
        Error = exception.Summary,
    });

    /// <summary>The call is no longer under way. May be said more than once, from any thread.</summary>
    public void Left() => Interlocked.Exchange(ref _traffic, null)?.End();

    /// <summary>Notes the wait before the next attempt.</summary>
    public RequestAttempt Waits(TimeSpan wait) => _failures![^1] = _failures[^1] with { Wait = wait };
}
