using Microsoft.Extensions.DependencyInjection;

namespace TogetherAI;

/// <summary>
/// A client that has been registered, for whoever adds to it: other packages their adapters, an application its own handlers. Not
/// thread-safe, as the container being set up is not.
/// </summary>
public sealed partial class TogetherClientBuilder
{
    internal TogetherClientBuilder(string name, IServiceCollection services, IHttpClientBuilder httpClientBuilder)
    {
        Name = name;
        Services = services;
        HttpClientBuilder = httpClientBuilder;
    }

    /// <summary>The client's name, which is its key in the container and that of its options; empty for the default client. Never null.</summary>
    public string Name { get; }

    /// <summary>The container that is being set up.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// The pipeline of the client's messages. A handler added here sees every attempt of every call. The client's own limits on time apply,
    /// not <see cref="HttpClient.Timeout"/>, and the pipeline lives as long as the client: connections renew themselves.
    /// </summary>
    public IHttpClientBuilder HttpClientBuilder { get; }
}
