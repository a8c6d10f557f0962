namespace TogetherAI.Local.Tests.Dedicated;

public class RoutingTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    private static readonly Action<LocalTogetherOptions> s_slow = static o =>
    {
        o.Dedicated.SupportedModels.Clear();
        o.Dedicated.SupportedModels.Add("tai-tiny", static model => model.AddProfile(Rented.H100, static profile =>
        {
            (profile.SlotsPerReplica, profile.MaxQueue) = (1, 1);
            profile.TimeToFirstToken = TimeSpan.FromMinutes(2);
        }));
    };

    [Fact]
    public async Task Shares_follow_weights_and_ready_replicas()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment one = await rented.DeployAsync(endpoint, 1, name: "one");
        DedicatedDeployment two = await rented.DeployAsync(endpoint, 3, name: "two");
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(
            endpoint.Id,
            [new TrafficSplitEntry { DeploymentId = one.Id, Weight = 2 }, new TrafficSplitEntry { DeploymentId = two.Id, Weight = 0.5 }]);
        rented.Pass(3);
        Assert.Equal([2 / 3.5, 1.5 / 3.5], (await rented.Dedicated.Endpoints.GetAsync(endpoint.Id)).Deployments.Select(static d => d.EstimatedEffectiveTrafficShare));
        for (int i = 0; i < 14; i++)
            await rented.AskAsync();
        Assert.Equal((8, 6), (rented.Cloud[one.Id].Served, rented.Cloud[two.Id].Served));
    }

    [Fact]
    public async Task A_weight_of_zero_is_none_and_a_deployments_own_name_goes_past_the_split()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync();
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(deployment.EndpointId, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 0 }]);
        // The old split is in force for a little while.
        await rented.AskAsync();
        rented.Pass(1);
        TogetherOverloadedException e = await Assert.ThrowsAsync<TogetherOverloadedException>(() => rented.AskAsync());
        Assert.Equal("routing_error", e.ErrorType);
        await rented.AskAsync("local/chat/d");
    }

    [Theory]
    [InlineData("local/nothing")]
    [InlineData("local/chat/nothing")]
    public async Task A_name_that_is_nothing_is_not_found_whatever_else_answers_to_any_name(string model)
    {
        await using Rented rented = await Rented.StartAsync(configure: static o => o.AnswerAnyModel = true);
        await rented.ServeAsync();
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => rented.AskAsync(model));
        Assert.Equal("one two three", (await rented.AskAsync("somebody/nothing")).Text);
    }

    [Fact]
    public async Task A_new_name_is_the_one_to_ask()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync();
        await rented.Dedicated.Endpoints.UpdateAsync(deployment.EndpointId, new DedicatedEndpointUpdate { Name = "talk" });
        await rented.AskAsync("local/talk");
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => rented.AskAsync());
        Assert.Equal("local/talk/d", (await rented.GetAsync(deployment)).Name);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Stopping_refuses_who_waits_at_once_and_cuts_who_is_served_after_the_grace(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host, s_slow);
        DedicatedDeployment deployment = await rented.ServeAsync();
        LocalDeployment local = rented.Cloud[deployment.Id];
        Task served = rented.AskAsync();
        await Lanes.LaneCloud.UntilAsync(() => local.Running == 1);
        Task queued = rented.AskAsync();
        await Lanes.LaneCloud.UntilAsync(() => local.Queued == 1);
        await rented.ScaleAsync(deployment, 0, 0);
        TogetherOverloadedException e = await Assert.ThrowsAsync<TogetherOverloadedException>(() => queued);
        Assert.Equal("routing_error", e.ErrorType);
        rented.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, local.Running);
        rented.Time.Advance(TimeSpan.FromSeconds(1));
        e = await Assert.ThrowsAsync<TogetherOverloadedException>(() => served);
        Assert.Equal("routing_error", e.ErrorType);
        Assert.Equal(DeploymentState.Stopped, local.State);
    }

    [Fact]
    public async Task What_ends_within_the_grace_ends_well()
    {
        await using Rented rented = await Rented.StartAsync(configure: o =>
        {
            s_slow(o);
            o.Dedicated.StopDelay = TimeSpan.FromMinutes(5);
        });
        DedicatedDeployment deployment = await rented.ServeAsync();
        Task<ChatResponse> served = rented.AskAsync();
        await Lanes.LaneCloud.UntilAsync(() => rented.Cloud[deployment.Id].Running == 1);
        await rented.ScaleAsync(deployment, 0, 0);
        rented.Pass(2);
        Assert.Equal("one two three", (await served).Text);
    }

    [Fact]
    public async Task A_crash_breaks_off_what_the_replica_served()
    {
        await using Rented rented = await Rented.StartAsync(configure: s_slow);
        DedicatedDeployment deployment = await rented.ServeAsync();
        LocalDeployment local = rented.Cloud[deployment.Id];
        Task served = rented.AskAsync();
        await Lanes.LaneCloud.UntilAsync(() => local.Running == 1);
        local.Crash();
        await Assert.ThrowsAsync<TogetherOverloadedException>(() => served);
        Assert.Equal((0, 1), (local.Running, local.Unfinished));
    }
}
