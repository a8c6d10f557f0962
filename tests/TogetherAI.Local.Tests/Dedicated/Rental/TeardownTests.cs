namespace TogetherAI.Local.Tests.Dedicated.Rental;

/// <summary>Down from every state that the virtual cloud knows.</summary>
public class TeardownTests
{
    [Theory]
    [InlineData("PROVISIONING")]
    [InlineData("SCALING")]
    [InlineData("READY")]
    [InlineData("DEGRADED")]
    [InlineData("FAILED")]
    [InlineData("STOPPING")]
    [InlineData("STOPPED")]
    public async Task From_every_state_nothing_is_left(string state)
    {
        await using Rented rented = await Rented.StartAsync();
        if (state == "DEGRADED")
            rented.Cloud.Faults.OnDeployment().ComeUpPartly(1);
        if (state == "FAILED")
            rented.Cloud.Faults.OnDeployment().Fail(TimeSpan.FromMinutes(4));
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment deployment = await rented.DeployAsync(endpoint, min: 2);
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 1 }]);
        if (state != "PROVISIONING")
            rented.Pass(5);
        if (state == "SCALING")
        {
            await rented.Dedicated.Deployments.UpdateAsync(endpoint.Id, deployment.Id, new DedicatedDeploymentUpdate
            {
                Autoscaling = new DeploymentAutoscaling { MinReplicas = 4, MaxReplicas = 4 },
            });
        }

        if (state is "STOPPING" or "STOPPED")
            await rented.Dedicated.Deployments.StopAsync(endpoint.Id, deployment.Id);
        if (state == "STOPPED")
            rented.Pass(1);
        Assert.Equal("DEPLOYMENT_STATE_" + state, (await rented.StateAsync(deployment)).Value);

        rented.Time.AutoAdvance = true;
        TeardownResult result = await rented.Dedicated.TearDownAsync(endpoint.Id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result is { IsComplete: true, IsStopped: true, IsEndpointDeleted: true }, result.ToString());
        await rented.IsEmptyAsync();
    }

    [Fact]
    public async Task Ended_in_the_middle_it_goes_on_from_there()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Faults.OnDeployment().StopSlowly(TimeSpan.FromMinutes(20));
        DedicatedDeployment deployment = await rented.ServeAsync(min: 2);
        rented.Time.AutoAdvance = true;
        TeardownResult first = await rented.Dedicated.TearDownAsync(deployment.EndpointId, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(first is { IsComplete: false, IsStopped: false });
        Assert.Contains("asked to stop, last seen DEPLOYMENT_STATE_STOPPING", first.ToString());
        Assert.True((await rented.Dedicated.TearDownAsync(deployment.EndpointId, cancellationToken: TestContext.Current.CancellationToken)).IsComplete);
        await rented.IsEmptyAsync();
    }
}
