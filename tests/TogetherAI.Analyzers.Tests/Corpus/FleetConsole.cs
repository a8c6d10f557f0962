// A console for deployments, as operations people write one: commands, retries, a wait of their own.
using TogetherAI;

using TogetherClient client = new(new TogetherClientOptions { ProjectId = "proj_7" });
DedicatedDeploymentsClient deployments = client.Dedicated.Deployments;

switch (args)
{
    case ["up", var endpoint, var model, var config]:
        var made = await deployments.CreateAsync(endpoint, new() // expect: TAI1002
        {
            Name = $"ops-{Environment.UserName}",
            Model = model,
            Config = config,
            Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1, ScaleUpWindow = TimeSpan.FromMinutes(1) },
        });
        for (int tries = 0; made.Status.State != DeploymentState.Ready && tries < 10_000; tries++)
            made = await deployments.GetAsync(endpoint, made.Id); // expect: TAI2004
        break;

    case ["down", var endpoint, var deployment]:
        await deployments.UpdateAsync(endpoint, deployment, new DedicatedDeploymentUpdate { Autoscaling = new() { MinReplicas = 0, MaxReplicas = 0 } });
        DedicatedDeployment state;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(20));
            state = await deployments.GetAsync(endpoint, deployment);
            Console.WriteLine(state.Status.State);
        }
        while (state.Status.State != DeploymentState.Stopped);
        break;

    case ["scale", var endpoint, var deployment, var min, var max]:
        await deployments.UpdateAsync(endpoint, deployment, new DedicatedDeploymentUpdate
        {
            Autoscaling = new DeploymentAutoscaling { MinReplicas = int.Parse(min), MaxReplicas = int.Parse(max) },
        });
        break;

    case ["all"]:
        client.Dedicated.Endpoints.ListAsync(); // expect: TAI2002
        await foreach (var one in client.Dedicated.Endpoints.ListAsync(new DedicatedListOptions()))
            Console.WriteLine(one.Name);
        break;

    case ["stop", var endpoint, var deployment]:
        await deployments.StopAsync(endpoint, deployment);
        break;
}
