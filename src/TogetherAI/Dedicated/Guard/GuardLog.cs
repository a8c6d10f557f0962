using Microsoft.Extensions.Logging;

namespace TogetherAI;

/// <summary>The lines of the guard's log, of category <c>TogetherAI.IdleGuard</c>: every decision, with its reason.</summary>
internal static partial class GuardLog
{
    /// <summary>Logs a decision: what was done loudly, what changed quietly, what stays as it is for those who look closely.</summary>
    public static void Decided(ILogger logger, IdleDecision decision, bool isNews)
    {
        switch (decision.Verdict)
        {
            case IdleVerdict.Stop when decision.Outcome == IdleOutcome.StopFailed:
                StopFailed(logger, decision.EndpointName, decision.DeploymentId, decision.Message, decision.Error?.Summary);
                break;
            case IdleVerdict.Stop:
                Stopped(logger, decision.EndpointName, decision.DeploymentId, decision.Outcome, decision.Message);
                break;
            case IdleVerdict.CannotJudge:
                CannotJudge(logger, isNews ? LogLevel.Warning : LogLevel.Debug, decision.EndpointName, decision.DeploymentId, decision.Reason, decision.Message);
                break;
            default:
                Kept(logger, isNews ? LogLevel.Information : LogLevel.Debug, decision.EndpointName, decision.DeploymentId, decision.Reason, decision.Message);
                break;
        }
    }

    [LoggerMessage(LogEvents.GuardStarted, LogLevel.Information, "Watching {What}: window {Window}, a look every {Poll}, the service's numbers taken to lag {Lag}, dry run {DryRun}")]
    public static partial void Started(ILogger logger, string what, TimeSpan window, TimeSpan poll, TimeSpan lag, bool dryRun);

    [LoggerMessage(LogEvents.GuardBlind, LogLevel.Warning, "The deployments could not be listed ({Reason}); nothing is watched until they can")]
    public static partial void Blind(ILogger logger, string reason);

    [LoggerMessage(LogEvents.GuardHookFailed, LogLevel.Warning, "{Endpoint} ({Deployment}): the hook that was to be told failed ({ErrorType})")]
    public static partial void HookFailed(ILogger logger, string endpoint, string deployment, string errorType);

    [LoggerMessage(LogEvents.GuardStopped, LogLevel.Warning, "{Endpoint} ({Deployment}): stop ({Outcome}): {Message}")]
    private static partial void Stopped(ILogger logger, string endpoint, string deployment, IdleOutcome outcome, string message);

    [LoggerMessage(LogEvents.GuardStopFailed, LogLevel.Error, "{Endpoint} ({Deployment}): could not be stopped ({Error}), and goes on costing money: {Message}")]
    private static partial void StopFailed(ILogger logger, string endpoint, string deployment, string message, string? error);

    [LoggerMessage(EventId = LogEvents.GuardCannotJudge, Message = "{Endpoint} ({Deployment}): cannot judge ({Reason}): {Message}")]
    private static partial void CannotJudge(ILogger logger, LogLevel level, string endpoint, string deployment, IdleReason reason, string message);

    [LoggerMessage(EventId = LogEvents.GuardKept, Message = "{Endpoint} ({Deployment}): kept ({Reason}): {Message}")]
    private static partial void Kept(ILogger logger, LogLevel level, string endpoint, string deployment, IdleReason reason, string message);
}
