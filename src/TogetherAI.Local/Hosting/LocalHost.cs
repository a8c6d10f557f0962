using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TogetherAI.Local.Dedicated;

namespace TogetherAI.Local.Hosting;

/// <summary>Puts the API on a host: in process without a port, or on a port. Everything behind the host is the same.</summary>
internal static class LocalHost
{
    public static async Task<WebApplication> StartAsync(LocalTogetherOptions options, TogetherApi api, CancellationToken cancellationToken)
    {
        // Empty: no configuration files, no environment variables, no console logging. What this server does is what the options say.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(api);
        builder.Services.AddRoutingCore();
        if (options.Port is { } port)
        {
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(options.Address, port);
            });
        }
        else
        {
            builder.WebHost.UseTestServer();
        }

        WebApplication app = builder.Build();
        try
        {
            app.UseRouting();
            app.MapTogetherApi();
            // Not of the service: how another process reads what it was billed.
            app.MapGet("/local/ledger", http => api.HandleAsync(http, ApiRoute.Dedicated, new LedgerRoute(api.Cloud).HandleAsync));
            app.Map("/{**path}", http => api.HandleAsync(http, ApiRoute.Unknown));
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return app;
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public static Uri BaseAddress(WebApplication app, LocalTogetherOptions options) => options.Port is null
        ? new Uri("http://localhost/")
        : new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    // The host's usual lifetime takes Ctrl-C for itself, which belongs to the program that uses this library.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
