namespace TogetherAI.Local.Tests.Dedicated;

public class HappyPathTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task From_a_model_to_an_answer_to_nothing(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host);
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        Assert.Equal("local/chat", endpoint.Name);
        DedicatedDeployment deployment = await rented.DeployAsync(endpoint);
        Assert.Equal(("local/chat/d", DeploymentState.Provisioning, Rented.H100), (deployment.Name, deployment.Status.State, deployment.Hardware));
        Assert.Empty(rented.Cloud.Ledger.Entries);

        rented.Time.AutoAdvance = true;
        deployment = await rented.Dedicated.Deployments.WaitAsync(endpoint.Id, deployment.Id);
        Assert.Equal((DeploymentState.Ready, 1), (deployment.Status.State, deployment.Status.ReadyReplicas));
        Assert.Equal((503, "routing_error"), await FailureAsync(rented));

        rented.Time.AutoAdvance = false;
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 1 }]);
        Assert.Equal((503, "routing_error"), await FailureAsync(rented));
        rented.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("one two three", (await rented.AskAsync()).Text);
        Assert.Equal("one two three", (await rented.AskAsync("local/chat/d")).Text);
        Assert.Equal(1, (await rented.GetAsync(deployment)).EstimatedEffectiveTrafficShare);

        await rented.Dedicated.Deployments.StopAsync(endpoint.Id, deployment.Id);
        Assert.Equal(DeploymentState.Stopping, await rented.StateAsync(deployment));
        Assert.Equal((503, "routing_error"), await FailureAsync(rented));
        rented.Pass(1);
        Assert.Equal(DeploymentState.Stopped, await rented.StateAsync(deployment));
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, []);
        await rented.Dedicated.Deployments.DeleteAsync(endpoint.Id, deployment.Id);
        await rented.Dedicated.Endpoints.DeleteAsync(endpoint.Id);
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => rented.Dedicated.Endpoints.GetAsync(endpoint.Id));

        LedgerEntry entry = Assert.Single(rented.Cloud.Ledger.Entries);
        Assert.Equal((endpoint.Id, deployment.Id, Rented.H100), (entry.EndpointId, entry.DeploymentId, entry.InstanceType));
        Assert.Equal(TimeSpan.FromMinutes(3), entry.StartedAt - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.NotNull(entry.EndedAt);
        Assert.Equal(entry.Minutes * 3.99m / 60, entry.Usd);
    }

    [Fact]
    public async Task The_model_itself_answers_where_no_script_does()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Local.Chat.Clear();
        await rented.ServeAsync();
        ChatResponse answer = await rented.AskAsync();
        Assert.NotEqual("", answer.Text);
        Assert.Equal("local/chat", answer.Model);
    }

    [Fact]
    public async Task Embeddings_come_by_the_name_of_an_endpoint_too()
    {
        await using Rented rented = await Rented.StartAsync();
        EmbeddingRequest request = new() { Model = "local/chat", Input = ["a fox"] };
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment deployment = await rented.DeployAsync(endpoint);
        await Assert.ThrowsAsync<TogetherOverloadedException>(() => rented.Client.Embeddings.CreateAsync(request));
        rented.Pass(3);
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 1 }]);
        rented.Pass(1);
        Assert.Single((await rented.Client.Embeddings.CreateAsync(request)).Data);
        Assert.Equal(1, rented.Cloud["local/chat/d"].Served);
    }

    private static async Task<(int, string?)> FailureAsync(Rented rented)
    {
        TogetherException e = await Assert.ThrowsAnyAsync<TogetherException>(() => rented.AskAsync());
        return ((int)e.StatusCode!, e.ErrorType);
    }
}
