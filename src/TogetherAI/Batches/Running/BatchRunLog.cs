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

    [LoggerMessage(LogEvents.BatchJobGone, LogLevel.Warning, "The service does not know job {JobId} of part {Part} any more; its {Requests} requests have no answer, and may have been paid for")]
    public static partial void JobGone(ILogger logger, string jobId, int part, long requests);

    [LoggerMessage(LogEvents.BatchFileGone, LogLevel.Warning, "The file {FileId} of part {Part} is gone from the service, and is uploaded again")]
    public static partial void FileGone(ILogger logger, string fileId, int part);

    [LoggerMessage(LogEvents.BatchResultsGone, LogLevel.Warning, "The file {FileId} with results of job {JobId} of part {Part} is gone from the service; what was in it has no answer, and was paid for")]
    public static partial void ResultsGone(ILogger logger, string fileId, string jobId, int part);

    [LoggerMessage(LogEvents.BatchRequestsRefused, LogLevel.Warning, "{Requests} inputs have requests that the service would refuse; they are not sent, and their results say why")]
    public static partial void Refused(ILogger logger, long requests);

    [LoggerMessage(LogEvents.BatchUnlimited, LogLevel.Warning, "{Requests} requests put no limit on their answer; each is counted with {Tokens} tokens an answer, and may cost more")]
    public static partial void Unlimited(ILogger logger, long requests, int tokens);

    [LoggerMessage(LogEvents.BatchRunStopped, LogLevel.Warning, "The run ends before its end, once the jobs under way have: {Reason}")]
    public static partial void Stopped(ILogger logger, string reason);

    [LoggerMessage(LogEvents.BatchRunEnded, LogLevel.Information, "{Delivered} of {Inputs} results delivered, {Failed} of them failures; spent {SpentUsd} USD")]
    public static partial void Delivered(ILogger logger, long delivered, long inputs, long failed, decimal? spentUsd);
}
