using Microsoft.Extensions.DependencyInjection.Extensions;
using TogetherAI;
using AI = Microsoft.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers an <see cref="OverflowRouter"/> in a container.</summary>
public static class RouterServiceCollectionExtensions
{
    /// <summary>
    /// Registers the <see cref="OverflowRouter"/>, one for the life of the container, over the container's <see cref="TogetherClient"/>, which is
    /// registered too if it was not yet.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets the lanes and the objective.</param>
    /// <returns>The same container.</returns>
    public static IServiceCollection AddTogetherRouter(this IServiceCollection services, Action<RouterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddTogetherClient();
        services.TryAddSingleton(provider =>
        {
            RouterOptions options = new();
            configure(options);
            return new OverflowRouter(provider.GetRequiredService<TogetherClient>(), options);
        });
        return services;
    }

    /// <summary>Registers the container's router as its <see cref="AI.IChatClient"/>. The last one registered is the one that is found.</summary>
    /// <param name="services">The container.</param>
    /// <returns>The same container.</returns>
    public static IServiceCollection AddTogetherRouterChatClient(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton(static provider => provider.GetRequiredService<OverflowRouter>().AsChatClient());
    }
}
