using System.Diagnostics;

namespace TogetherAI;

/// <summary>
/// Records one call. Used by one call, which runs on one thread at a time; exactly one of <see cref="Completed"/>, <see cref="Failed"/>
/// and <see cref="Abandoned"/> ends it, and <see cref="Abandoned"/> may come from any thread.
/// </summary>
internal sealed class CallRecorder
{
    /// <summary>Records nothing. Shared by all calls that nobody listens to.</summary>
    public static readonly CallRecorder None = new();

    private const string NoModel = "-";

    private readonly CallTelemetry? _telemetry;
    private readonly string _operation = "";
    private readonly string? _model;
    private readonly ServerName? _server;
    private readonly Activity? _span;
    private readonly bool _oneAnswer;
    private readonly long _started;
    private long? _firstOutput;
    private long _lastOutput;

    public CallRecorder(CallTelemetry telemetry, string operation, string? model, ServerName server, object? request, Activity? span)
    {
        _telemetry = telemetry;
        _operation = operation;
        _model = model;
        _server = server;
        _span = span;
        _oneAnswer = request is GenerationRequest { N: null or 1 };
        _started = telemetry.Time.GetTimestamp();
        CallLog.Started(telemetry.Logger, operation, model ?? NoModel);
        if (telemetry.RecordContent)
            CallLog.Prompt(telemetry.Logger, request);
    }

    private CallRecorder()
    {
    }

    /// <summary>An attempt failed and another follows after its wait.</summary>
    public void Retrying(RequestAttempt attempt)
    {
        if (_telemetry is null)
            return;
        if (_span is { IsAllDataRequested: true })
            CallSpan.Retry(_span, attempt, _telemetry.Time.GetUtcNow());
        double waitMs = (attempt.Wait ?? TimeSpan.Zero).TotalMilliseconds;
        CallLog.Retrying(_telemetry.Logger, _operation, _model ?? NoModel, attempt.Number, attempt.Error, waitMs, attempt.RequestId);
    }

    /// <summary>A chunk of a stream has arrived that holds something generated.</summary>
    public void OutputChunk()
    {
        if (_telemetry is null)
            return;
        if (_firstOutput is null)
        {
            _firstOutput = _lastOutput = _telemetry.Time.GetTimestamp();
            double seconds = _telemetry.Time.GetElapsedTime(_started, _lastOutput).TotalSeconds;
            CallMetrics.TimeToFirstChunk.Record(seconds, Tags());
            if (_span is { IsAllDataRequested: true })
                _span.SetTag(GenAiConventions.ResponseTimeToFirstChunk, seconds);
        }
        else if (CallMetrics.TimePerOutputChunk.Enabled)
        {
            long now = _telemetry.Time.GetTimestamp();
            CallMetrics.TimePerOutputChunk.Record(_telemetry.Time.GetElapsedTime(_lastOutput, now).TotalSeconds, Tags());
            _lastOutput = now;
        }
    }

    /// <summary>The call has its answer.</summary>
    public void Completed(TogetherResponse response)
    {
        if (_telemetry is null)
            return;
        long ended = _telemetry.Time.GetTimestamp();
        TimeSpan duration = _telemetry.Time.GetElapsedTime(_started, ended);
        TokenUsage? usage = (response as IGenerationResponse)?.Usage;
        if (CallMetrics.Enabled)
            RecordMetrics(duration, ended, usage, (response as IGenerationResponse)?.Model);
        if (_span is not null)
        {
            if (_span.IsAllDataRequested)
                CallSpan.SetResponse(_span, response, _telemetry.RecordContent);
            CallSpan.Stop(_span, duration);
        }

        CallLog.Completed(
            _telemetry.Logger, _operation, _model ?? NoModel, duration.TotalMilliseconds, usage?.PromptTokens, usage?.CompletionTokens, response.RequestId);
        if (_telemetry.RecordContent)
            CallLog.Answer(_telemetry.Logger, response);
    }

    /// <summary>The call failed, or its caller cancelled it.</summary>
    public void Failed(Exception exception)
    {
        if (_telemetry is null)
            return;
        TogetherException? failure = exception as TogetherException;
        string errorType = CallError.TypeOf(exception);
        TimeSpan duration = End(errorType, failure?.RequestId, isError: exception is not OperationCanceledException);
        if (exception is OperationCanceledException)
            CallLog.Cancelled(_telemetry.Logger, _operation, _model ?? NoModel, duration.TotalMilliseconds);
        else
        {
            CallLog.Failed(
                _telemetry.Logger,
                _operation,
                _model ?? NoModel,
                errorType,
                failure?.Code,
                duration.TotalMilliseconds,
                failure?.Attempts.Count,
                failure?.RequestId);
        }
    }

    /// <summary>The caller gave a stream up before its end.</summary>
    /// <param name="requestId">The service's id of the request; null where it sent none.</param>
    public void Abandoned(string? requestId)
    {
        if (_telemetry is null)
            return;
        TimeSpan duration = End(CallError.Abandoned, requestId, isError: false);
        CallLog.Abandoned(_telemetry.Logger, _operation, _model ?? NoModel, duration.TotalMilliseconds, requestId);
    }

    private TimeSpan End(string errorType, string? requestId, bool isError)
    {
        TimeSpan duration = _telemetry!.Time.GetElapsedTime(_started);
        if (CallMetrics.Duration.Enabled)
        {
            TagList tags = Tags();
            tags.Add(GenAiConventions.ErrorType, errorType);
            CallMetrics.Duration.Record(duration.TotalSeconds, tags);
        }

        if (_span is not null)
        {
            // No description: the service's own words about an error may repeat the prompt.
            if (_span.IsAllDataRequested)
                CallSpan.SetError(_span, errorType, requestId);
            if (isError)
                _span.SetStatus(ActivityStatusCode.Error);
            CallSpan.Stop(_span, duration);
        }

        return duration;
    }

    private void RecordMetrics(TimeSpan duration, long ended, TokenUsage? usage, string? answeredBy)
    {
        TagList tags = Tags();
        if (!string.IsNullOrEmpty(answeredBy))
            tags.Add(GenAiConventions.ResponseModel, answeredBy);
        CallMetrics.Duration.Record(duration.TotalSeconds, tags);
        if (usage is null)
            return;
        if (_firstOutput is { } first && _oneAnswer && usage.CompletionTokens > 1)
            CallMetrics.TimePerOutputToken.Record(_telemetry!.Time.GetElapsedTime(first, ended).TotalSeconds / (usage.CompletionTokens - 1), tags);

        tags.Add(GenAiConventions.TokenType, "input");
        CallMetrics.TokenUsage.Record(usage.PromptTokens, tags);
        tags[^1] = new(GenAiConventions.TokenType, "output");
        CallMetrics.TokenUsage.Record(usage.CompletionTokens, tags);
    }

    /// <summary>The tags that all metrics share. A value on the stack: a chunk allocates nothing.</summary>
    private TagList Tags()
    {
        TagList tags = default;
        tags.Add(GenAiConventions.OperationName, _operation);
        tags.Add(GenAiConventions.ProviderName, GenAiConventions.Provider);
        if (_model is not null)
            tags.Add(GenAiConventions.RequestModel, _model);
        tags.Add(GenAiConventions.ServerAddress, _server!.Address);
        tags.Add(GenAiConventions.ServerPort, _server.Port);
        return tags;
    }
}
