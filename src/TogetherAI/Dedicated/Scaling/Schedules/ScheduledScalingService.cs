using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TogetherAI;

/// <summary>Runs a scheduled scaler for as long as its host runs. What ends the scaler does not end the host.</summary>
internal sealed partial class ScheduledScalingService(ScheduledScaler scaler, string deploymentId, ILogger<ScheduledScaler> logger) : BackgroundService, IProgress<ScheduledScaling>
{
    public void Report(ScheduledScaling value)
    {
        if (value.Error is null)
            Applied(logger, deploymentId, value.Rule, value.Since);
        else
            Failed(logger, deploymentId, value.Rule, value.Error.Summary);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await scaler.RunAsync(this, stoppingToken).ConfigureAwait(false);
        }
        catch (TogetherException exception)
        {
            Ended(logger, deploymentId, exception.Summary);
        }
    }

    [LoggerMessage(LogEvents.ScalingApplied, LogLevel.Information, "{Deployment}: {Rule}, since {Since}")]
    private static partial void Applied(ILogger logger, string deployment, ScalingRule rule, DateTimeOffset since);

    [LoggerMessage(LogEvents.ScalingFailed, LogLevel.Warning, "{Deployment}: {Rule} could not be applied ({Reason}); it is tried again")]
    private static partial void Failed(ILogger logger, string deployment, ScalingRule rule, string reason);

    [LoggerMessage(LogEvents.ScalingEnded, LogLevel.Error, "{Deployment}: is scaled by its schedule no more ({Reason})")]
    private static partial void Ended(ILogger logger, string deployment, string reason);
}
