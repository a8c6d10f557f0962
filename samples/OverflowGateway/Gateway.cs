using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OverflowGateway.Chat;
using OverflowGateway.Forwarding;
using OverflowGateway.Page;
using TogetherAI;
using TogetherAI.Local;

namespace OverflowGateway;

/// <summary>
/// An OpenAI-compatible server in front of two lanes. It keeps nothing but what it has learned of the lanes, so any number of them may
/// stand behind a load balancer.
/// </summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TogetherClient _client;
    private readonly Forwarder _forwarder;

    private Gateway(
        WebApplication app, GatewaySettings settings, LocalTogether? offline, TogetherClient client, OverflowRouter router, Forwarder forwarder)
    {
        (_app, Settings, Offline, _client, Router, _forwarder) = (app, settings, offline, client, router, forwarder);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public GatewaySettings Settings { get; }

    public OverflowRouter Router { get; }

    /// <summary>The local lanes; null where there is an upstream.</summary>
    public LocalTogether? Offline { get; }

    public static async Task<Gateway> StartAsync(string[] args, CancellationToken cancellationToken = default)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls("http://127.0.0.1:5080");
        // Files that are forwarded may be of any size; what is read here has a limit of its own.
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = null);
        GatewaySettings settings = builder.Configuration.GetSection("Gateway").Get<GatewaySettings>() ?? new();
        LocalTogether? offline = settings.Upstream is null ? await OfflineLanes.StartAsync(settings, cancellationToken) : null;
        TogetherClient? client = null;
        try
        {
            settings.Check();
            // Offline there is no key; else the same one goes with what is forwarded.
            string? key = offline is null ? settings.ApiKey ?? Environment.GetEnvironmentVariable("TOGETHER_API_KEY") : null;
            if (offline is null && string.IsNullOrEmpty(key))
                throw new GatewaySettingsException("The upstream needs a key: set TOGETHER_API_KEY or Gateway__ApiKey in the environment.");
            client = offline?.CreateClient() ?? new TogetherClient(new TogetherClientOptions { BaseAddress = settings.Upstream, ApiKey = key });
            OverflowRouter router = new(client, settings.ToRouterOptions());
            Forwarder forwarder = new(settings.Upstream!, key);
            FirstTokens firstTokens = new(TimeProvider.System);

            WebApplication app = builder.Build();
            app.Use(new DoorKeeper(settings.ClientKey).CheckAsync);
            ChatEndpoint chat = new(router, forwarder, settings, firstTokens);
            app.MapPost("/v1/chat/completions", chat.HandleAsync);
            PageEndpoint.Map(app, router, settings, firstTokens);
            app.MapFallback("{**path}", http => forwarder.ForwardAsync(http, body: null));
            await app.StartAsync(cancellationToken);
            return new Gateway(app, settings, offline, client, router, forwarder);
        }
        catch
        {
            client?.Dispose();
            if (offline is not null)
                await offline.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        Router.Dispose();
        _forwarder.Dispose();
        _client.Dispose();
        if (Offline is not null)
            await Offline.DisposeAsync();
    }
}
