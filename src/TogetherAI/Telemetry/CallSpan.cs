using System.Diagnostics;

namespace TogetherAI;

/// <summary>Writes a call into its span, with the attributes of <see cref="GenAiConventions"/>.</summary>
internal static class CallSpan
{
    private static readonly ActivitySource s_source = new(new ActivitySourceOptions(TogetherTelemetry.ActivitySourceName)
    {
        Version = TogetherTelemetry.Version,
        TelemetrySchemaUrl = GenAiConventions.SchemaUrl,
    });

    public static bool Enabled => s_source.HasListeners();

    /// <summary>Starts a span; null where nobody listens or the sampler declines.</summary>
    public static Activity? Start(
        string operation, string? model, ServerName server, bool streaming, object? request, DateTimeOffset startedAt, bool recordContent)
    {
        if (!Enabled)
            return null;

        // What a sampler may decide by must be there when the span is made.
        TagList tags = default;
        tags.Add(GenAiConventions.OperationName, operation);
        tags.Add(GenAiConventions.ProviderName, GenAiConventions.Provider);
        if (model is not null)
            tags.Add(GenAiConventions.RequestModel, model);
        tags.Add(GenAiConventions.ServerAddress, server.Address);
        tags.Add(GenAiConventions.ServerPort, server.Port);
        Activity? span = s_source.StartActivity(
            model is null ? operation : $"{operation} {model}", ActivityKind.Client, parentContext: default, tags, startTime: startedAt);
        if (span is not { IsAllDataRequested: true })
            return span;

        if (streaming)
            span.SetTag(GenAiConventions.RequestStream, true);
        if (request is GenerationRequest generation)
            SetRequest(span, generation);
        if (recordContent && MessageContent.OfRequest(request) is { } messages)
            span.SetTag(GenAiConventions.InputMessages, messages);
        return span;
    }

    public static void Retry(Activity span, RequestAttempt attempt, DateTimeOffset now) =>
        span.AddEvent(new ActivityEvent(GenAiConventions.RetryEvent, now, new ActivityTagsCollection
        {
            [GenAiConventions.RetryAttempt] = attempt.Number,
            [GenAiConventions.RetryReason] = attempt.Error,
            [GenAiConventions.RetryWait] = attempt.Wait?.TotalSeconds,
            [GenAiConventions.RequestId] = attempt.RequestId,
        }));

    public static void SetResponse(Activity span, TogetherResponse response, bool recordContent)
    {
        SetIfAny(span, GenAiConventions.RequestId, response.RequestId);
        if (response is not IGenerationResponse generation)
            return;
        SetIfAny(span, GenAiConventions.ResponseId, generation.Id);
        SetIfAny(span, GenAiConventions.ResponseModel, generation.Model);
        if (generation.FinishReasons is { Length: > 0 } reasons)
            span.SetTag(GenAiConventions.ResponseFinishReasons, reasons);
        if (generation.Usage is { } usage)
        {
            span.SetTag(GenAiConventions.UsageInputTokens, usage.PromptTokens);
            span.SetTag(GenAiConventions.UsageOutputTokens, usage.CompletionTokens);
            span.SetTag(GenAiConventions.UsageCachedTokens, usage.CachedTokens);
            span.SetTag(GenAiConventions.UsageReasoningTokens, usage.ReasoningTokens);
        }

        if (recordContent && MessageContent.OfResponse(response) is { } messages)
            span.SetTag(GenAiConventions.OutputMessages, messages);
    }

    public static void SetError(Activity span, string errorType, string? requestId)
    {
        span.SetTag(GenAiConventions.ErrorType, errorType);
        SetIfAny(span, GenAiConventions.RequestId, requestId);
    }

    /// <summary>Ends a span after a time measured by the client's clock.</summary>
    public static void Stop(Activity span, TimeSpan duration)
    {
        span.SetEndTime(span.StartTimeUtc + duration);

        // Stopping makes the span's parent the current one. That is right only where the span is current: a stream ends in the midst of
        // whatever its reader is doing.
        Activity? current = Activity.Current;
        span.Stop();
        if (current != span)
            Activity.Current = current;
    }

    private static void SetRequest(Activity span, GenerationRequest request)
    {
        // A tag that is null is not set.
        span.SetTag(GenAiConventions.RequestMaxTokens, request.MaxTokens);
        span.SetTag(GenAiConventions.RequestTemperature, request.Temperature);
        span.SetTag(GenAiConventions.RequestTopP, request.TopP);
        span.SetTag(GenAiConventions.RequestTopK, (double?)request.TopK);
        span.SetTag(GenAiConventions.RequestSeed, request.Seed);
        span.SetTag(GenAiConventions.RequestFrequencyPenalty, request.FrequencyPenalty);
        span.SetTag(GenAiConventions.RequestPresencePenalty, request.PresencePenalty);
        if (request.Stop is { Count: > 0 } stop)
            span.SetTag(GenAiConventions.RequestStopSequences, stop.ToArray());
        if (request.N is not null and not 1)
            span.SetTag(GenAiConventions.RequestChoiceCount, request.N);
        if (request is ChatRequest { ResponseFormat: { } format })
            span.SetTag(GenAiConventions.OutputType, format.Type.StartsWith("json", StringComparison.Ordinal) ? "json" : "text");
    }

    private static void SetIfAny(Activity span, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            span.SetTag(name, value);
    }
}
