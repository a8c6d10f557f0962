using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OverflowGateway.Tests;

/// <summary>An upstream that keeps what reaches it and answers what a test says.</summary>
internal sealed class EchoUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoUpstream(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public string Target { get; private set; } = "";

    public string Method { get; private set; } = "";

    public byte[] Body { get; private set; } = [];

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Func<HttpContext, Task> Answer { get; set; } = static http => http.Response.WriteAsync("ok");

    public static async Task<EchoUpstream> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        EchoUpstream echo = new(builder.Build());
        echo._app.Run(echo.HandleAsync);
        await echo._app.StartAsync();
        echo.Address = new Uri(echo._app.Urls.First());
        return echo;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        Target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Method = http.Request.Method;
        Headers.Clear();
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in http.Request.Headers)
            Headers[name] = value.ToString();
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body);
        Body = body.ToArray();
        await Answer(http);
    }
}
