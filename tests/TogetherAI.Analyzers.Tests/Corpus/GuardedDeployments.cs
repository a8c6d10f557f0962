// sdk: Microsoft.NET.Sdk.Worker
// Deployments by the raw call, in a program whose guard stops what idles.
using TogetherAI;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddTogetherClient();
builder.Services.AddTogetherIdleGuard(new IdleGuardOptions { Window = TimeSpan.FromMinutes(30) });
builder.Services.AddHostedService<Fleet>();
await builder.Build().RunAsync();

internal sealed class Fleet(TogetherClient together, IConfiguration configuration) : BackgroundService
{
    private string? _deployment;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string endpoint = configuration["Fleet:Endpoint"]!;
        DedicatedDeployment created = await together.Dedicated.Deployments.CreateAsync(
            endpoint,
            new CreateDedicatedDeploymentRequest
            {
                Name = "fleet",
                Model = configuration["Fleet:Model"],
                Config = configuration["Fleet:Config"],
                Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 3 },
            },
            stoppingToken);
        _deployment = created.Id;
        await together.Dedicated.Deployments.WaitAsync(endpoint, created.Id, cancellationToken: stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_deployment is not null)
            await together.Dedicated.Deployments.StopAsync(configuration["Fleet:Endpoint"]!, _deployment, cancellationToken);
        await base.StopAsync(cancellationToken);
    }
}
