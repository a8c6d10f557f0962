using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TogetherAI.Local;

namespace TogetherAI.CrashTests.Hosting;

/// <summary>The virtual cloud on a port of this machine, on the world's clock, with everything taking milliseconds.</summary>
internal sealed class CrashCloud : IAsyncDisposable
{
    /// <summary>The name of the test itself, whose deployment nobody may touch.</summary>
    public const string Own = "own";

    private readonly WebApplication _app;

    private CrashCloud(WebApplication app, CrashPoints points)
    {
        (_app, Points) = (app, points);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Dedicated = app.Services.GetRequiredService<DedicatedCloud>();
        Batches = app.Services.GetRequiredService<LocalBatches>();
        Chat = app.Services.GetRequiredService<ScriptedChat>();
        Faults = app.Services.GetRequiredService<FaultScript>();
    }

    public Uri Address { get; }

    public CrashPoints Points { get; }

    public DedicatedCloud Dedicated { get; }

    public LocalBatches Batches { get; }

    public ScriptedChat Chat { get; }

    public FaultScript Faults { get; }

    public static async Task<CrashCloud> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddTogetherApi(static options =>
        {
            options.Batches.ValidationTime = TimeSpan.FromMilliseconds(2);
            options.Batches.TimePerRequest = TimeSpan.FromMicroseconds(10);
            options.Dedicated.ProvisioningDelay = TimeSpan.FromMilliseconds(2);
            options.Dedicated.ReplicaStartDelay = TimeSpan.FromMilliseconds(3);
            options.Dedicated.StopDelay = TimeSpan.FromMilliseconds(2);
            options.Dedicated.TrafficSplitDelay = TimeSpan.FromMilliseconds(2);
        });
        CrashPoints points = new();
        WebApplication app = builder.Build();
        app.Use(next => http => points.HandleAsync(http, next));
        app.UseRouting();
        app.MapTogetherApi();
        await app.StartAsync();
        return new CrashCloud(app, points);
    }

    /// <summary>A client of this process.</summary>
    /// <param name="name">Whose requests they are.</param>
    /// <param name="time">The clock.</param>
    public TogetherClient Client(string name, TimeProvider time) =>
        new(new TogetherClientOptions { BaseAddress = Address, AllowAnonymous = true, UserAgent = name + "/1", TimeProvider = time });

    /// <summary>
    /// The deployments of leases that run, or will: by the ledger of what is billed, and by what is wanted and has not yet begun to be.
    /// </summary>
    /// <param name="own">The test's own deployment.</param>
    public IReadOnlyList<string> Running(string own) =>
    [
        .. Dedicated.Ledger.Entries.Where(static entry => entry.EndedAt is null).Select(static entry => entry.DeploymentId)
            .Concat(Dedicated.Deployments.Where(static deployment => deployment.DesiredReplicas > 0 || deployment.ReadyReplicas > 0).Select(static deployment => deployment.Id))
            .Where(id => id != own)
            .Distinct(),
    ];

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
