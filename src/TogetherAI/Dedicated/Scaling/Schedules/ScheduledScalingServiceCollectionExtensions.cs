using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TogetherAI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a <see cref="ScheduledScaler"/> in a container.</summary>
public static class ScheduledScalingServiceCollectionExtensions
{
    /// <summary>
    /// Keeps a deployment to a schedule from the host's start to its end, as an <see cref="IHostedService"/>, with the container's
    /// <see cref="TogetherClient"/>, which is registered too if it was not yet. What is done, and what fails, is in the log, under the category
    /// <c>TogetherAI.ScheduledScaler</c>. It may be called for several deployments.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="schedule">The schedule.</param>
    /// <returns>The same container.</returns>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    public static IServiceCollection AddTogetherScheduledScaling(
        this IServiceCollection services, string endpointId, string deploymentId, ScalingSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(endpointId);
        ArgumentException.ThrowIfNullOrWhiteSpace(deploymentId);
        ArgumentNullException.ThrowIfNull(schedule);
        services.AddTogetherClient();
        services.AddSingleton<IHostedService>(provider => new ScheduledScalingService(
            new ScheduledScaler(provider.GetRequiredService<TogetherClient>(), endpointId, deploymentId, schedule),
            deploymentId,
            provider.GetService<ILogger<ScheduledScaler>>() ?? NullLogger<ScheduledScaler>.Instance));
        return services;
    }
}
