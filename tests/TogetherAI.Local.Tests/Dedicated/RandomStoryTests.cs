namespace TogetherAI.Local.Tests.Dedicated;

/// <summary>
/// Stories that nobody wrote: whatever happens in whatever order, replicas, hardware and the bill stay in step, and there is always a way
/// out. The bill is checked against a second book: the ready replicas, counted minute by minute.
/// </summary>
public class RandomStoryTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Books_balance_and_everything_can_be_given_back(int seed)
    {
        Random random = new(seed);
        await using Rented rented = await Rented.StartAsync(configure: static o =>
        {
            // Whole minutes, so that nothing changes between two looks; and what stops is gone at once.
            (o.Dedicated.ProvisioningDelay, o.Dedicated.ReplicaStartDelay) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
            (o.Dedicated.StopDelay, o.Dedicated.TrafficSplitDelay) = (TimeSpan.Zero, TimeSpan.Zero);
            foreach (InstanceTypeOptions type in o.Dedicated.InstanceTypes)
                (type.Regions["us-east-1"], type.Regions["us-west-2"]) = (2, 1);
        });
        rented.Cloud.Faults.OnDeployment().Times(1).Flap(TimeSpan.FromMinutes(random.Next(1, 5)), TimeSpan.FromMinutes(random.Next(1, 5)));
        rented.Cloud.Faults.OnDeployment().Times(1).ComeUpPartly(1);
        rented.Cloud.Faults.OnDeployment().Times(1).Fail(TimeSpan.FromMinutes(random.Next(1, 30)));
        int counted = 0;
        for (int step = 0; step < 120; step++)
        {
            await ActAsync(rented, random);
            Check(rented);
            int minutes = random.Next(4) == 0 ? random.Next(1, 90) : random.Next(3);
            for (int i = 0; i < minutes; i++)
            {
                counted += rented.Cloud.Deployments.Sum(static deployment => deployment.ReadyReplicas);
                rented.Pass(1);
            }

            Assert.Equal(counted, rented.Cloud.Ledger.TotalMinutes);
        }

        await GiveBackAsync(rented);
        Assert.Empty(rented.Cloud.Deployments);
        Assert.Equal(0, rented.Cloud.Ledger.RunningReplicas);
        rented.Pass(24 * 60);
        Assert.Equal(counted, rented.Cloud.Ledger.TotalMinutes);
        foreach (string hardware in (string[])[Rented.H100, Rented.H200])
        {
            rented.Cloud.Stock.Set(hardware, 5);
            Assert.Equal(10, rented.Cloud.Stock.Free(hardware));
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 8)];

    private static async Task ActAsync(Rented rented, Random random)
    {
        List<DedicatedEndpoint> endpoints = await rented.Dedicated.Endpoints.ListAsync().ToListAsync();
        LocalDeployment[] deployments = [.. rented.Cloud.Deployments];
        LocalDeployment? one = deployments.Length == 0 ? null : deployments[random.Next(deployments.Length)];
        try
        {
            switch (random.Next(12))
            {
                case 0:
                    await rented.EndpointAsync($"e{random.Next(4)}");
                    break;
                case 1 or 2 when endpoints.Count > 0:
                    DedicatedEndpoint endpoint = endpoints[random.Next(endpoints.Count)];
                    await rented.DeployAsync(endpoint, random.Next(1, 4), name: $"d{random.Next(3)}", gpu: random.Next(2) == 0 ? "H100" : "H200");
                    break;
                case 3 or 4 when one is not null:
                    int replicas = random.Next(4);
                    await rented.Dedicated.Deployments.UpdateAsync(one.EndpointId, one.Id, new DedicatedDeploymentUpdate
                    {
                        Autoscaling = new DeploymentAutoscaling { MinReplicas = replicas, MaxReplicas = replicas + (replicas == 0 ? 0 : random.Next(2)) },
                    });
                    break;
                case 5 when one is not null:
                    await rented.Dedicated.Endpoints.SetTrafficSplitAsync(one.EndpointId, [new TrafficSplitEntry { DeploymentId = one.Id, Weight = random.Next(2) }]);
                    break;
                case 6 when one is not null:
                    one.Crash(random.Next(1, 3));
                    break;
                case 7 when one is not null && random.Next(3) == 0:
                    one.Fail();
                    break;
                case 8:
                    rented.Cloud.Stock.Set(random.Next(2) == 0 ? Rented.H100 : Rented.H200, random.Next(4));
                    break;
                case 9 when one is not null:
                    await rented.Dedicated.Deployments.DeleteAsync(one.EndpointId, one.Id);
                    break;
                case 10 when endpoints.Count > 0:
                    await rented.Dedicated.Endpoints.DeleteAsync(endpoints[random.Next(endpoints.Count)].Id);
                    break;
                case 11 when endpoints.Count > 0:
                    await rented.AskAsync(endpoints[random.Next(endpoints.Count)].Name);
                    break;
            }
        }
        catch (TogetherException e)
        {
            // A name that is taken, a deletion too early, nobody there to serve: refusals, never a failure of the server.
            Assert.Contains((int)e.StatusCode!, (int[])[400, 404, 409, 503]);
        }
    }

    private static void Check(Rented rented)
    {
        foreach (LocalDeployment deployment in rented.Cloud.Deployments)
        {
            string state = deployment.State.Value["DEPLOYMENT_STATE_".Length..];
            (int ready, int scheduled, int desired) = (deployment.ReadyReplicas, deployment.ScheduledReplicas, deployment.DesiredReplicas);
            Assert.True(ready <= scheduled && scheduled <= desired, $"{state}: {ready}, {scheduled}, {desired}");
            Assert.True(
                state switch
                {
                    "READY" => ready == desired && desired > 0,
                    "STOPPED" => (ready, scheduled, desired) == (0, 0, 0),
                    "FAILED" => (ready, scheduled) == (0, 0),
                    "PROVISIONING" => ready == 0 && desired > 0,
                    "SCALING" or "DEGRADED" => desired > 0 && ready < desired,
                    _ => false,
                },
                $"{state}: {ready}, {scheduled}, {desired}");
        }

        Assert.Equal(rented.Cloud.Ledger.RunningReplicas, rented.Cloud.Deployments.Sum(static deployment => deployment.ReadyReplicas));
    }

    private static async Task GiveBackAsync(Rented rented)
    {
        await foreach (DedicatedEndpoint endpoint in rented.Dedicated.Endpoints.ListAsync(new DedicatedListOptions { Limit = 1 }))
        {
            await rented.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, []);
            foreach (DedicatedDeployment deployment in await rented.Dedicated.Deployments.ListAsync(endpoint.Id).ToListAsync())
            {
                await rented.Dedicated.Deployments.StopAsync(endpoint.Id, deployment.Id);
                await rented.Dedicated.Deployments.DeleteAsync(endpoint.Id, deployment.Id);
            }

            await rented.Dedicated.Endpoints.DeleteAsync(endpoint.Id);
        }
    }
}
