using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TogetherAI;

namespace OverflowGateway.Page;

/// <summary>The live page, and the figures that it asks for every second.</summary>
internal static class PageEndpoint
{
    public static void Map(WebApplication app, OverflowRouter router, GatewaySettings settings, FirstTokens firstTokens)
    {
        RouteGroupBuilder page = app.MapGroup("");
        page.WithMetadata(new OpenToAll());
        page.MapGet("/", static http => FileAsync(http, "index.html", "text/html; charset=utf-8"));
        page.MapGet("/router/page.css", static http => FileAsync(http, "page.css", "text/css; charset=utf-8"));
        page.MapGet("/router/page.js", static http => FileAsync(http, "page.js", "text/javascript; charset=utf-8"));
        page.MapGet("/router/charts.js", static http => FileAsync(http, "charts.js", "text/javascript; charset=utf-8"));
        page.MapGet("/router/snapshot", http =>
        {
            http.Response.Headers.CacheControl = "no-store";
            PageSnapshot snapshot = PageSnapshot.Of(router.Snapshot(), settings, firstTokens);
            return http.Response.WriteAsJsonAsync(snapshot, GatewayJson.Default.PageSnapshot, cancellationToken: http.RequestAborted);
        });
    }

    private static async Task FileAsync(HttpContext http, string name, string contentType)
    {
        await using Stream file = typeof(PageEndpoint).Assembly.GetManifestResourceStream(name)!;
        http.Response.ContentType = contentType;
        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src data:";
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
