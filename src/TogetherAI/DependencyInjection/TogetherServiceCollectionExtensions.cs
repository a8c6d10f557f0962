using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TogetherAI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="TogetherClient"/>s in a container.</summary>
public static class TogetherServiceCollectionExtensions
{
    private const string HttpClientName = "TogetherAI";

    /// <summary>
    /// Registers the <see cref="TogetherClient"/>, one for the life of the container. Its options come from the configuration's section
    /// <c>Together</c>, where there is a configuration, then from <paramref name="configure"/>, then from the environment; they are checked
    /// when the host starts, except for the key, which is asked for at the first call that needs it.
    /// </summary>
    /// <param name="services">The container. Its <see cref="TimeProvider"/> and its loggers are the client's too.</param>
    /// <param name="configure">Sets options; null for none.</param>
    /// <returns>The registration, to add to. Registering again adds another <paramref name="configure"/> to the same client.</returns>
    public static TogetherClientBuilder AddTogetherClient(this IServiceCollection services, Action<TogetherClientOptions>? configure = null) =>
        Add(services, Options.Options.DefaultName, configure);

    /// <summary>
    /// Registers one of several <see cref="TogetherClient"/>s, as a keyed service under its name. Its options come from the configuration's
    /// section <c>Together:{name}</c> and take nothing from the section above it.
    /// </summary>
    /// <param name="services">The container. Its <see cref="TimeProvider"/> and its loggers are the client's too.</param>
    /// <param name="name">The client's name and key.</param>
    /// <param name="configure">Sets options; null for none.</param>
    /// <returns>The registration, to add to. Registering again adds another <paramref name="configure"/> to the same client.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static TogetherClientBuilder AddTogetherClient(
        this IServiceCollection services, string name, Action<TogetherClientOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, configure);
    }

    private static TogetherClientBuilder Add(IServiceCollection services, string name, Action<TogetherClientOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<TogetherClientOptions>, TogetherClientOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TogetherClientOptions>, TogetherClientOptionsValidation>());
        OptionsBuilder<TogetherClientOptions> options = services.AddOptions<TogetherClientOptions>(name).ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        IHttpClientBuilder http = services.AddHttpClient(name.Length == 0 ? HttpClientName : $"{HttpClientName}.{name}");

        // Only once: the second time it would push out a handler that the application has put in its place.
        if (TryAddClient(services, name, http.Name))
        {
            http.ConfigurePrimaryHttpMessageHandler(provider => TogetherClient.CreateHandler(OptionsOf(provider, name)));
            http.SetHandlerLifetime(Timeout.InfiniteTimeSpan); // the client keeps its HttpClient for good; PooledConnectionLifetime renews connections
            http.RedactLoggedHeaders(static _ => true); // the key, and whatever a gateway wants in DefaultHeaders
        }

        return new TogetherClientBuilder(name, services, http);
    }

    private static bool TryAddClient(IServiceCollection services, string name, string httpClientName)
    {
        int before = services.Count;
        if (name.Length == 0)
            services.TryAddSingleton(provider => Create(provider, name, httpClientName));
        else
            services.TryAddKeyedSingleton(name, (provider, _) => Create(provider, name, httpClientName));
        return services.Count > before;
    }

    private static TogetherClient Create(IServiceProvider provider, string name, string httpClientName)
    {
        IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();
        return new TogetherClient(OptionsOf(provider, name), _ => TogetherClient.Configure(factory.CreateClient(httpClientName)), knowsTransport: true);
    }

    private static TogetherClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<TogetherClientOptions>>().Get(name);
}
