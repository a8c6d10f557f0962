using Microsoft.Extensions.Logging;

namespace TogetherAI;

/// <summary>The lines of the meter's log, of category <c>TogetherAI.CostMeter</c>.</summary>
internal static partial class CostLog
{
    [LoggerMessage(LogEvents.CostBlind, LogLevel.Warning, "The deployments could not be read ({Reason}); what ran is taken to run on")]
    public static partial void Blind(ILogger logger, string reason);

    [LoggerMessage(LogEvents.CostAlarm, LogLevel.Warning, "Budget ({Kind}): {Message}")]
    public static partial void Alarm(ILogger logger, BudgetAlarmKind kind, string message);

    [LoggerMessage(LogEvents.CostStopped, LogLevel.Warning, "{Endpoint} ({Deployment}): stopped, its budget is used up")]
    public static partial void Stopped(ILogger logger, string endpoint, string deployment);

    [LoggerMessage(LogEvents.CostStopFailed, LogLevel.Error, "{Endpoint} ({Deployment}): could not be stopped ({Error}), and goes on costing money beyond its budget")]
    public static partial void StopFailed(ILogger logger, string endpoint, string deployment, string error);

    [LoggerMessage(LogEvents.CostHookFailed, LogLevel.Warning, "The hook that was to be told of an alarm failed ({ErrorType})")]
    public static partial void HookFailed(ILogger logger, string errorType);
}
