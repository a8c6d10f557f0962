using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TogetherAI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers an <see cref="IdleGuard"/> in a container.</summary>
public static class IdleGuardServiceCollectionExtensions
{
    /// <summary>
    /// Watches the dedicated endpoints of the container's <see cref="TogetherClient"/>, which is registered too if it was not yet, from the
    /// host's start to its end, as an <see cref="IHostedService"/>. The guard sees the calls of that client and of all that come from it.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="options">What to watch, and when to stop it.</param>
    /// <returns>The same container. Of several registrations the first one counts.</returns>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names each.</exception>
    public static IServiceCollection AddTogetherIdleGuard(this IServiceCollection services, IdleGuardOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowOnFaults();
        services.AddTogetherClient();
        services.TryAddSingleton(provider => new IdleGuard(provider.GetRequiredService<TogetherClient>(), options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, IdleGuardService>());
        return services;
    }
}
