using TogetherAI.Local;

namespace TogetherAI.Tests.Dedicated.Scaling;

/// <summary>An endpoint gets other hardware while it serves; whatever goes wrong, it goes on serving.</summary>
public class ProfileChangeTests
{
    private readonly List<ProfileChangeProgress> _seen = [];

    [Fact]
    public async Task The_traffic_goes_over_and_the_old_deployment_ends()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient client = Watched(cloud);
        (DedicatedEndpoint endpoint, DedicatedDeployment old) = await cloud.ServeAsync(client);
        ProfileChangeResult result = await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H200"), progress: Progress);

        Assert.Equal(old.Id, result.OldDeploymentId);
        Assert.True(result.OldDeployment!.IsComplete);
        await AssertDoneAsync(cloud, client, endpoint, result.Deployment);
        Assert.Equal((1, 2), (result.Deployment.Autoscaling.MinReplicas, result.Deployment.Autoscaling.MaxReplicas));
        Assert.Equal(
            [ProfileChangeStage.Creating, ProfileChangeStage.Starting, ProfileChangeStage.Sharing, ProfileChangeStage.Draining, ProfileChangeStage.Stopping, ProfileChangeStage.Done],
            _seen.Select(static step => step.Stage).Distinct());

        // Again: there is nothing to do. And back again: the name does not grow.
        ProfileChangeResult again = await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H200"));
        Assert.Equal((result.Deployment.Id, null), (again.Deployment.Id, again.OldDeploymentId));
        ProfileChangeResult back = await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H100"), new() { Replicas = ReplicaRange.Exactly(3) });
        Assert.Matches("^local/chat/main-p[0-9a-f]{8}$", back.Deployment.Name);
        Assert.Equal(3, back.Deployment.Status.ReadyReplicas);
    }

    [Fact]
    public async Task The_old_deployment_may_stay_stopped()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient client = Watched(cloud);
        (DedicatedEndpoint endpoint, DedicatedDeployment old) = await cloud.ServeAsync(client);
        DeploymentProfile profile = await cloud.ProfileAsync(client.Dedicated, "H200");
        ProfileChangeOptions keep = new() { DeleteOld = false };
        await client.Dedicated.ChangeProfileAsync(endpoint.Id, profile, keep);
        Assert.Equal(DeploymentState.Stopped, (await client.Dedicated.Deployments.GetAsync(endpoint.Id, old.Id)).Status.State);
        Assert.Null((await client.Dedicated.ChangeProfileAsync(endpoint.Id, profile, keep)).OldDeploymentId);
    }

    [Fact]
    public async Task One_that_fails_is_put_back()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient client = Watched(cloud);
        (DedicatedEndpoint endpoint, DedicatedDeployment old) = await cloud.ServeAsync(client);
        cloud.Cloud.Faults.OnDeployment().Fail(TimeSpan.FromSeconds(10), "The engine could not be started.");
        ProfileChangeException failed = await Assert.ThrowsAsync<ProfileChangeException>(
            async () => await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H200")));
        Assert.Contains("is DEPLOYMENT_STATE_FAILED: The engine could not be started.. local/chat/main serves as before.", failed.Message, StringComparison.Ordinal);
        await AssertAsBeforeAsync(cloud, client, endpoint, old, failed);
    }

    [Fact]
    public async Task One_that_does_not_come_up_in_time_is_put_back()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient client = Watched(cloud);
        (DedicatedEndpoint endpoint, DedicatedDeployment old) = await cloud.ServeAsync(client);
        cloud.Cloud.Stock.Set("1xnvidia-h200-141gb", 0);
        ProfileChangeException failed = await Assert.ThrowsAsync<ProfileChangeException>(
            async () => await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H200"), new() { Deadline = TimeSpan.FromMinutes(10) }));
        Assert.Contains("was not ready within 00:10:00", failed.Message, StringComparison.Ordinal);
        await AssertAsBeforeAsync(cloud, client, endpoint, old, failed);
    }

    [Theory]
    [InlineData(ProfileChangeStage.Sharing)]
    [InlineData(ProfileChangeStage.Draining)]
    public async Task One_that_falls_over_while_the_traffic_goes_over_is_put_back(ProfileChangeStage stage)
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient client = cloud.Process();
        (DedicatedEndpoint endpoint, DedicatedDeployment old) = await cloud.ServeAsync(client);
        Steps progress = new(step =>
        {
            if (step.Stage == stage)
                cloud.Cloud[step.Deployment!.Id].Fail();
        });
        ProfileChangeException failed = await Assert.ThrowsAsync<ProfileChangeException>(
            async () => await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H200"), progress: progress));
        Assert.Contains("did not stay up", failed.Message, StringComparison.Ordinal);
        cloud.Time.Advance(TimeSpan.FromMinutes(1)); // until the split is in force again
        await AssertAsBeforeAsync(cloud, client, endpoint, old, failed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wherever_a_change_dies_the_next_one_goes_on_and_nobody_is_refused(bool arrives)
    {
        ProfileChangeOptions fast = new() { SplitDelay = TimeSpan.FromSeconds(10), Drain = TimeSpan.FromSeconds(5) };
        int deaths = 0;
        for (int point = 1; ; point++)
        {
            await using RentalCloud cloud = await RentalCloud.StartAsync();
            TogetherClient account = cloud.Process();
            (DedicatedEndpoint endpoint, _) = await cloud.ServeAsync(account);
            DeploymentProfile profile = await cloud.ProfileAsync(account.Dedicated, "H200");
            MortalHandler? mortal = null;
            TogetherClient first = cloud.Process(between: inner => mortal = new MortalHandler(inner)
            {
                DiesAt = (sent, _) => sent == point,
                Arrives = arrives,
                After = request => AskAfterAsync(account, request),
            });
            Task<ProfileChangeResult> change = first.Dedicated.ChangeProfileAsync(endpoint.Id, profile, fast);
            if (await Task.WhenAny(change, mortal!.Death) == change)
            {
                await change;
                break;
            }

            deaths++;
            ProfileChangeResult result = await Watched(cloud).Dedicated.ChangeProfileAsync(endpoint.Id, profile, fast);
            await AssertDoneAsync(cloud, account, endpoint, result.Deployment);
        }

        Assert.True(deaths > 15, $"{deaths} deaths");
    }

    [Fact]
    public async Task A_split_that_others_change_meanwhile_is_read_anew_and_their_part_stays()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient account = cloud.Process();
        (DedicatedEndpoint endpoint, DedicatedDeployment old) = await cloud.ServeAsync(account);
        DeploymentProfile b200 = await cloud.ProfileAsync(account.Dedicated, "B200");
        DedicatedDeployment canary = await account.Dedicated.Deployments.CreateAsync(endpoint.Id, new CreateDedicatedDeploymentRequest
        {
            Name = "canary", Model = b200.Model, Config = b200.Config, Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 1 },
        });
        await account.Dedicated.Deployments.WaitAsync(endpoint.Id, canary.Id);
        int conflicts = 0;
        TogetherClient client = cloud.Process(between: inner => new MortalHandler(inner)
        {
            Before = async request =>
            {
                if (request.Method == HttpMethod.Patch && request.RequestUri!.AbsolutePath.EndsWith("/endpoints/" + endpoint.Id, StringComparison.Ordinal) && conflicts++ == 0)
                    await account.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new() { DeploymentId = old.Id, Weight = 3 }, new() { DeploymentId = canary.Id, Weight = 0.5 }]);
            },
        });
        ProfileChangeResult result = await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H200"));
        DedicatedEndpoint now = await account.Dedicated.Endpoints.GetAsync(endpoint.Id);
        Assert.Equal(
            [(canary.Id, 0.5), (result.Deployment.Id, 3)],
            now.TrafficSplit.Select(static entry => (entry.DeploymentId, entry.Weight)));

        // With two that serve, the one to replace has to be named.
        TogetherInvalidRequestException asked = await Assert.ThrowsAsync<TogetherInvalidRequestException>(
            async () => await client.Dedicated.ChangeProfileAsync(endpoint.Id, await cloud.ProfileAsync(client.Dedicated, "H100")));
        Assert.Contains("ProfileChangeOptions.DeploymentId", asked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_changed_is_refused_before_anything_is_done()
    {
        await using RentalCloud cloud = await RentalCloud.StartAsync();
        TogetherClient client = cloud.Process();
        DedicatedClient dedicated = client.Dedicated;
        DeploymentProfile profile = await cloud.ProfileAsync(dedicated, "H200");
        await Assert.ThrowsAsync<ArgumentException>(() => dedicated.ChangeProfileAsync("ep_1", profile with { Config = null }));
        await Assert.ThrowsAsync<ArgumentException>(() => dedicated.ChangeProfileAsync("ep_1", profile, new() { Interval = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(() => dedicated.ChangeProfileAsync("ep_1", profile, new() { Drain = TimeSpan.FromSeconds(-1) }));
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => dedicated.ChangeProfileAsync("ep_1", profile));
        DedicatedEndpoint empty = await dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = "empty" });
        await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => dedicated.ChangeProfileAsync(empty.Id, profile));
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => dedicated.ChangeProfileAsync(empty.Id, profile, new() { DeploymentId = "dep_none" }));

        await using EndpointLease lease = await dedicated.RentAsync(RentalCloud.Rent with { LeaseJournal = null, Hardware = "H100" });
        TogetherInvalidRequestException leased = await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => dedicated.ChangeProfileAsync(lease.EndpointId, profile));
        Assert.Contains("is a lease's", leased.Message, StringComparison.Ordinal);
        Assert.Single(cloud.Cloud.Deployments);
    }

    private Steps Progress => new(_seen.Add);

    /// <summary>A client whose every change is followed by a question to the endpoint, which has to be answered.</summary>
    private static TogetherClient Watched(RentalCloud cloud)
    {
        TogetherClient account = cloud.Process();
        return cloud.Process(between: inner => new MortalHandler(inner) { After = request => AskAfterAsync(account, request) });
    }

    private static async Task AskAfterAsync(TogetherClient account, HttpRequestMessage request)
    {
        // Before it serves for the first time there is nothing to be asked.
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Post && request.RequestUri!.AbsolutePath.Contains("/deployments/", StringComparison.Ordinal))
            Assert.Equal("ok", (await RentalCloud.AskAsync(account)).Text);
    }

    private static async Task AssertDoneAsync(RentalCloud cloud, TogetherClient client, DedicatedEndpoint endpoint, DedicatedDeployment deployment)
    {
        LocalDeployment left = Assert.Single(cloud.Cloud.Deployments);
        Assert.Equal((deployment.Id, DeploymentState.Ready), (left.Id, left.State));
        Assert.Contains("h200", deployment.Hardware, StringComparison.OrdinalIgnoreCase);
        TrafficSplitEntry share = Assert.Single((await client.Dedicated.Endpoints.GetAsync(endpoint.Id)).TrafficSplit);
        Assert.Equal((deployment.Id, 3), (share.DeploymentId, share.Weight));
        Assert.Equal("ok", (await RentalCloud.AskAsync(client)).Text);
    }

    private static async Task AssertAsBeforeAsync(RentalCloud cloud, TogetherClient client, DedicatedEndpoint endpoint, DedicatedDeployment old, ProfileChangeException failed)
    {
        Assert.True(failed.IsTrafficRestored);
        Assert.True(failed.NewDeployment!.IsComplete);
        Assert.Equal(old.Id, Assert.Single(cloud.Cloud.Deployments).Id);
        TrafficSplitEntry share = Assert.Single((await client.Dedicated.Endpoints.GetAsync(endpoint.Id)).TrafficSplit);
        Assert.Equal((old.Id, 3), (share.DeploymentId, share.Weight));
        Assert.Equal("ok", (await RentalCloud.AskAsync(client)).Text);
    }

    private sealed class Steps(Action<ProfileChangeProgress> told) : IProgress<ProfileChangeProgress>
    {
        public void Report(ProfileChangeProgress value) => told(value);
    }
}
