using Microsoft.Extensions.Hosting;

namespace TogetherAI;

/// <summary>Runs an idle guard for as long as its host runs.</summary>
internal sealed class IdleGuardService(IdleGuard guard) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => guard.RunAsync(progress: null, stoppingToken);
}
