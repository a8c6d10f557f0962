using Microsoft.Extensions.DependencyInjection;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local;

/// <summary>Registers the local together.ai API in an app of one's own. <see cref="LocalTogether"/> does it for its own host.</summary>
public static class TogetherApiServiceCollectionExtensions
{
    /// <summary>
    /// Adds what <c>MapTogetherApi</c> serves from, and <see cref="RequestLog"/>, <see cref="ScriptedChat"/>, <see cref="FaultScript"/>,
    /// <see cref="LocalLanes"/>, <see cref="LocalBatches"/> and <see cref="DedicatedCloud"/> as singletons.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">
    /// Sets the options; <see cref="LocalTogetherOptions.Port"/> and <see cref="LocalTogetherOptions.Address"/> are the app's own affair
    /// here.
    /// </param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddTogetherApi(this IServiceCollection services, Action<LocalTogetherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddSingleton(_ =>
        {
            LocalTogetherOptions options = new();
            configure?.Invoke(options);
            return new TogetherApi(options);
        });
        services.AddSingleton(static provider => provider.GetRequiredService<TogetherApi>().Requests);
        services.AddSingleton(static provider => provider.GetRequiredService<TogetherApi>().Chat);
        services.AddSingleton(static provider => provider.GetRequiredService<TogetherApi>().Faults);
        services.AddSingleton(static provider => provider.GetRequiredService<TogetherApi>().Lanes);
        services.AddSingleton(static provider => new LocalBatches(provider.GetRequiredService<TogetherApi>().Batches));
        services.AddSingleton(static provider => new DedicatedCloud(provider.GetRequiredService<TogetherApi>().Cloud));
        return services;
    }
}
