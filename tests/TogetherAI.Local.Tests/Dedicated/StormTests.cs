namespace TogetherAI.Local.Tests.Dedicated;

/// <summary>Everything at once: nothing hangs, and every request and every replica is accounted for.</summary>
public class StormTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Requests_scaling_crashes_and_splits_side_by_side(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host, static o =>
        {
            o.Dedicated.SupportedModels.Clear();
            o.Dedicated.SupportedModels.Add("tai-tiny", static model => model.AddProfile(Rented.H100, static profile =>
            {
                (profile.SlotsPerReplica, profile.MaxQueue) = (2, 50);
                (profile.TimeToFirstToken, profile.TokensPerSecond) = (TimeSpan.FromSeconds(5), 1);
            }));
        });
        DedicatedDeployment one = await rented.ServeAsync(1, 4);
        DedicatedEndpoint endpoint = await rented.Dedicated.Endpoints.GetAsync(one.EndpointId);
        DedicatedDeployment two = await rented.DeployAsync(endpoint, 2, name: "two");
        rented.Pass(3);
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(
            endpoint.Id, [new TrafficSplitEntry { DeploymentId = one.Id, Weight = 1 }, new TrafficSplitEntry { DeploymentId = two.Id, Weight = 1 }]);
        rented.Pass(1);
        rented.Time.AutoAdvance = true;

        Task<int>[] callers = [.. Enumerable.Range(0, 12).Select(_ => CallAsync())];
        Task trouble = TroubleAsync();
        int answered = (await Task.WhenAll(callers).WaitAsync(Hosts.Patience)).Sum();
        await trouble.WaitAsync(Hosts.Patience);
        Assert.InRange(answered, 1, 12 * 10);
        LocalDeployment[] all = [rented.Cloud[one.Id], rented.Cloud[two.Id]];
        Assert.Equal(answered, all.Sum(static deployment => deployment.Served));
        Assert.All(all, static deployment => Assert.Equal((0, 0), (deployment.Running, deployment.Queued)));

        foreach (DedicatedDeployment deployment in (DedicatedDeployment[])[one, two])
        {
            await rented.ScaleAsync(deployment, 0, 0);
            await rented.Dedicated.Deployments.WaitUntilStoppedAsync(endpoint.Id, deployment.Id).WaitAsync(Hosts.Patience);
        }

        Assert.Equal(0, rented.Cloud.Ledger.RunningReplicas);
        Assert.Equal(64, rented.Cloud.Stock.Free(Rented.H100));

        async Task<int> CallAsync()
        {
            int good = 0;
            for (int i = 0; i < 10; i++)
            {
                try
                {
                    await rented.AskAsync();
                    good++;
                }
                catch (TogetherException)
                {
                    // A crash, a stop, a full queue: that is what this is about.
                }
            }

            return good;
        }

        async Task TroubleAsync()
        {
            for (int i = 0; i < 10; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(20), rented.Time);
                rented.Cloud[two.Id].Crash();
                await rented.ScaleAsync(one, 1 + (i % 2), 4);
                await rented.Dedicated.Endpoints.SetTrafficSplitAsync(
                    endpoint.Id, [new TrafficSplitEntry { DeploymentId = one.Id, Weight = 1 }, new TrafficSplitEntry { DeploymentId = two.Id, Weight = i % 3 }]);
            }
        }
    }
}
