using Microsoft.Extensions.Logging;

namespace TogetherAI;

/// <summary>The lines of a run's log, of category <c>TogetherAI.BatchRun</c>. Nothing of what is asked or answered is in them.</summary>
internal static partial class BatchRunLog
{
    [LoggerMessage(LogEvents.BatchRunStarted, LogLevel.Information, "{Journal}: {Inputs} inputs in {Jobs} jobs, {Delivered} delivered before, at most {MostUsd} USD")]
    public static partial void Started(ILogger logger, string journal, long inputs, int jobs, long delivered, decimal? mostUsd);

    [LoggerMessage(LogEvents.BatchJobSubmitted, LogLevel.Information, "Job {JobId} of part {Part}: {Requests} requests to {Model} are at the service")]
    public static partial void Submitted(ILogger logger, string jobId, int part, long requests, string model);

    [LoggerMessage(EventId = LogEvents.BatchJobEnded, Message = "Job {JobId} of part {Part} ended as {Status}: {Error}")]
    public static partial void Ended(ILogger logger, LogLevel level, string jobId, int part, string status, string? error);

    [LoggerMessage(LogEvents.BatchRepeating, LogLevel.Warning, "{Requests} requests of part {Part} failed and are asked once more")]
    public static partial void Repeating(ILogger logger, long requests, int part);

    [LoggerMessage(LogEvents.BatchRunEnded, LogLevel.Information, "{Delivered} of {Inputs} results delivered, {Failed} of them failures; spent {SpentUsd} USD")]
    public static partial void Delivered(ILogger logger, long delivered, long inputs, long failed, decimal? spentUsd);
}
