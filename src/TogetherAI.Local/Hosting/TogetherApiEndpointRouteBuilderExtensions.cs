using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TogetherAI.Local.Dedicated;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local;

/// <summary>Maps the local together.ai API into an app.</summary>
public static class TogetherApiEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps <c>POST /v1/chat/completions</c>, <c>POST /v1/completions</c>, <c>POST /v1/embeddings</c>, <c>POST /v1/rerank</c> and
    /// <c>GET /v1/models</c>, <c>/v1/files</c> with its storage at <c>/local/storage</c>, <c>/v1/batches</c>, and the management of dedicated endpoints: <c>/v2/projects/…</c> and what goes with it, <c>/v1/whoami</c>,
    /// <c>/v1/endpoints</c>, <c>/v1/hardware</c>; any other path below <c>/v1</c> and <c>/v2</c> answers 404 in the service's shape.
    /// </summary>
    /// <remarks>
    /// Which websites may reach an app is the app's own affair: without <see cref="LocalTogetherOptions.ApiKey"/>, put host filtering
    /// and CORS before these routes.
    /// </remarks>
    /// <param name="endpoints">The app's routes.</param>
    /// <returns>A builder for conventions on all of them, such as CORS or rate limits.</returns>
    /// <exception cref="InvalidOperationException"><c>AddTogetherApi</c> was not called on the app's services.</exception>
    public static IEndpointConventionBuilder MapTogetherApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        TogetherApi api = endpoints.ServiceProvider.GetRequiredService<TogetherApi>();
        RouteGroupBuilder all = endpoints.MapGroup("");
        foreach ((string method, string path, Func<ApiCall, Task> handler) in new CloudRouteTable(api.Cloud).Routes)
            all.MapMethods(path, [method], http => api.HandleAsync(http, ApiRoute.Dedicated, handler));
        foreach (ServedRoute route in api.Table)
            all.MapMethods(route.Path, [route.Method], http => api.HandleAsync(http, route));
        all.Map("/v2/{**path}", Serve(api, ApiRoute.Unknown));
        RouteGroupBuilder group = all.MapGroup("/v1");
        group.MapPost("/chat/completions", Serve(api, ApiRoute.Chat));
        group.MapPost("/completions", Serve(api, ApiRoute.Completions));
        group.MapGet("/models", Serve(api, ApiRoute.Models));
        group.MapPost("/embeddings", Serve(api, ApiRoute.Embeddings));
        group.MapPost("/rerank", Serve(api, ApiRoute.Rerank));
        group.Map("/{**path}", Serve(api, ApiRoute.Unknown));
        return all;
    }

    private static RequestDelegate Serve(TogetherApi api, ApiRoute route) => http => api.HandleAsync(http, route);
}
