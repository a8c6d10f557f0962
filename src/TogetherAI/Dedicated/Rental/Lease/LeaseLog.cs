using Microsoft.Extensions.Logging;

namespace TogetherAI;

/// <summary>The lines of a lease's log, of category <c>TogetherAI.EndpointLease</c>.</summary>
internal static partial class LeaseLog
{
    [LoggerMessage(LogEvents.LeaseServing, LogLevel.Information, "{Endpoint} ({EndpointId}): rented; stops {IdleStop}")]
    public static partial void Serving(ILogger logger, string endpoint, string endpointId, IdleStop idleStop);

    [LoggerMessage(LogEvents.LeaseBudget, LogLevel.Warning, "{Endpoint} ({EndpointId}): {SpentUsd:0.00} of {MaxUsd:0.00} USD are spent")]
    public static partial void Budget(ILogger logger, string endpoint, string endpointId, decimal spentUsd, decimal maxUsd);

    [LoggerMessage(LogEvents.LeaseStopping, LogLevel.Information, "{Endpoint} ({EndpointId}): stops ({Reason})")]
    public static partial void Stopping(ILogger logger, string endpoint, string endpointId, LeaseEndReason reason);

    [LoggerMessage(LogEvents.LeaseStopped, LogLevel.Information, "{Endpoint} ({EndpointId}): {End}")]
    public static partial void Stopped(ILogger logger, string endpoint, string endpointId, LeaseEnd end);

    [LoggerMessage(LogEvents.LeaseNotStopped, LogLevel.Error, "{Endpoint} ({EndpointId}): was not seen stopped and may still be billed. {End}")]
    public static partial void NotStopped(ILogger logger, string endpoint, string endpointId, LeaseEnd end);

    [LoggerMessage(LogEvents.LeaseBlind, LogLevel.Warning, "{Endpoint} ({EndpointId}): could not be looked at ({Reason})")]
    public static partial void Blind(ILogger logger, string endpoint, string endpointId, string reason);
}
