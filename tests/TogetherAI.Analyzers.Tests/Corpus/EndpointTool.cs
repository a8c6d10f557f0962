// A small command line tool over endpoints: it starts and it stops, and some of its numbers are wrong.
using TogetherAI;

namespace Gpu;

public sealed class EndpointTool(TogetherClient together)
{
    public async Task StartAsync(string endpointId, string model, string config, CancellationToken cancellationToken)
    {
        DeploymentAutoscaling scaling = new() { MinReplicas = 2, MaxReplicas = 2 };
        CreateDedicatedDeploymentRequest request = new() { Name = "live", Model = model, Config = config, Autoscaling = scaling }; // expect: TAI1002
        DedicatedDeployment deployment = await together.Dedicated.Deployments.CreateAsync(endpointId, request, cancellationToken);
        Console.WriteLine($"{deployment.Id}: {deployment.Status.State}");
    }

    public async Task StartIdlingAsync(string endpointId, string model, string config, CancellationToken cancellationToken)
    {
        var deployment = await together.Dedicated.Deployments.CreateAsync(
            endpointId,
            new CreateDedicatedDeploymentRequest
            {
                Name = "night",
                Model = model,
                Config = config,
                Autoscaling = new()
                {
                    MinReplicas = 1,
                    MaxReplicas = 4,
                    ScaleToZeroWindow = TimeSpan.FromMinutes(30), // expect: TAI1003
                },
            },
            cancellationToken);
        Console.WriteLine(deployment.Id);
    }

    public async Task PrepareAsync(string endpointId, string model, string config, CancellationToken cancellationToken)
    {
        // Stopped from the beginning: nothing runs, nothing costs.
        await together.Dedicated.Deployments.CreateAsync(
            endpointId,
            new CreateDedicatedDeploymentRequest
            {
                Name = "spare",
                Model = model,
                Config = config,
                Autoscaling = new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 0 },
            },
            cancellationToken);
    }

    public Task<DedicatedDeployment> ScaleAsync(string endpointId, string deploymentId, bool quiet, CancellationToken cancellationToken) =>
        together.Dedicated.Deployments.UpdateAsync(
            endpointId,
            deploymentId,
            new DedicatedDeploymentUpdate
            {
                Autoscaling = quiet
                    ? new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 2 } // expect: TAI1007
                    : new DeploymentAutoscaling { MinReplicas = 4, MaxReplicas = 2 }, // expect: TAI1007
            },
            cancellationToken);

    public async Task StopAsync(string endpointId, string deploymentId, CancellationToken cancellationToken)
    {
        await together.Dedicated.Deployments.StopAsync(endpointId, deploymentId, cancellationToken);
        await together.Dedicated.Deployments.WaitUntilStoppedAsync(endpointId, deploymentId, new WaitOptions { Deadline = TimeSpan.FromMinutes(20) }, cancellationToken: cancellationToken);
        await together.Dedicated.Deployments.DeleteAsync(endpointId, deploymentId, cancellationToken: cancellationToken);
        await together.Dedicated.Endpoints.DeleteAsync(endpointId, cancellationToken: cancellationToken);
    }

    public async Task ListAsync(CancellationToken cancellationToken)
    {
        await foreach (DedicatedEndpoint endpoint in together.Dedicated.Endpoints.ListAsync(cancellationToken: cancellationToken))
            Console.WriteLine($"{endpoint.Name}: {endpoint.Deployments.Sum(d => d.ReadyReplicas ?? 0)} replicas");
    }
}
