using Microsoft.Extensions.Logging;

namespace TogetherAI;

/// <summary>
/// The lines of the log, of category <c>TogetherAI.TogetherClient</c>. Failures are logged without their exception: the caller gets that,
/// and the service's words in it may repeat the prompt.
/// </summary>
internal static partial class CallLog
{
    [LoggerMessage(LogEvents.CallStarted, LogLevel.Debug, "{Operation} {Model}: started")]
    public static partial void Started(ILogger logger, string operation, string model);

    [LoggerMessage(
        LogEvents.CallCompleted,
        LogLevel.Debug,
        "{Operation} {Model}: completed in {DurationMs:0.0} ms, {InputTokens} tokens in, {OutputTokens} tokens out, request id {RequestId}")]
    public static partial void Completed(
        ILogger logger, string operation, string model, double durationMs, int? inputTokens, int? outputTokens, string? requestId);

    [LoggerMessage(
        LogEvents.CallRetrying,
        LogLevel.Warning,
        "{Operation} {Model}: attempt {Attempt} failed ({Reason}), trying again in {WaitMs:0} ms, request id {RequestId}")]
    public static partial void Retrying(
        ILogger logger, string operation, string model, int attempt, string reason, double waitMs, string? requestId);

    [LoggerMessage(
        LogEvents.CallFailed,
        LogLevel.Warning,
        "{Operation} {Model}: failed ({ErrorType}, code {Code}) after {DurationMs:0.0} ms and {Attempts} attempts, request id {RequestId}")]
    public static partial void Failed(
        ILogger logger, string operation, string model, string errorType, string? code, double durationMs, int? attempts, string? requestId);

    [LoggerMessage(LogEvents.CallCancelled, LogLevel.Debug, "{Operation} {Model}: cancelled by its caller after {DurationMs:0.0} ms")]
    public static partial void Cancelled(ILogger logger, string operation, string model, double durationMs);

    [LoggerMessage(
        LogEvents.StreamAbandoned,
        LogLevel.Debug,
        "{Operation} {Model}: stream disposed before its end after {DurationMs:0.0} ms, request id {RequestId}")]
    public static partial void Abandoned(ILogger logger, string operation, string model, double durationMs, string? requestId);

    public static void Prompt(ILogger logger, object? request)
    {
        if (logger.IsEnabled(LogLevel.Trace) && MessageContent.OfRequest(request) is { } messages)
            Prompt(logger, messages);
    }

    public static void Answer(ILogger logger, TogetherResponse response)
    {
        if (logger.IsEnabled(LogLevel.Trace) && MessageContent.OfResponse(response) is { } messages)
            Answer(logger, messages);
    }

    [LoggerMessage(LogEvents.Prompt, LogLevel.Trace, "Prompt: {Messages}", SkipEnabledCheck = true)]
    private static partial void Prompt(ILogger logger, string messages);

    [LoggerMessage(LogEvents.Answer, LogLevel.Trace, "Answer: {Messages}", SkipEnabledCheck = true)]
    private static partial void Answer(ILogger logger, string messages);
}
