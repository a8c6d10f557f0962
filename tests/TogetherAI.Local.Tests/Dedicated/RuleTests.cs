using System.Text.Json.Nodes;

namespace TogetherAI.Local.Tests.Dedicated;

/// <summary>What is refused, and with what words; judged by the JSON as it stands.</summary>
public class RuleTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task An_outdated_etag_changes_nothing(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host);
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment deployment = await rented.DeployAsync(endpoint);
        DedicatedEndpoint renamed = await rented.Dedicated.Endpoints.UpdateAsync(endpoint.Id, new DedicatedEndpointUpdate { Name = "talk", Etag = endpoint.Etag });
        Assert.NotEqual(endpoint.Etag, renamed.Etag);
        TogetherConflictException e = await Assert.ThrowsAsync<TogetherConflictException>(
            () => rented.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [], endpoint.Etag));
        Assert.Equal("etag_mismatch", e.Code);
        await Assert.ThrowsAsync<TogetherConflictException>(() => rented.Dedicated.Endpoints.DeleteAsync(endpoint.Id, endpoint.Etag));
        DedicatedDeployment stopped = await rented.ScaleAsync(deployment, 0, 0);
        rented.Pass(1);
        Assert.Equal(stopped.Etag, (await rented.GetAsync(deployment)).Etag);
        await Assert.ThrowsAsync<TogetherConflictException>(() => rented.Dedicated.Deployments.UpdateAsync(
            endpoint.Id, deployment.Id, new DedicatedDeploymentUpdate { Name = "other", Etag = deployment.Etag }));
        await Assert.ThrowsAsync<TogetherConflictException>(() => rented.Dedicated.Deployments.DeleteAsync(endpoint.Id, deployment.Id, deployment.Etag));
        await rented.Dedicated.Deployments.DeleteAsync(endpoint.Id, deployment.Id, stopped.Etag);
        await rented.Dedicated.Endpoints.DeleteAsync(endpoint.Id, renamed.Etag);
    }

    [Theory]
    [InlineData("""{"minReplicas":0,"maxReplicas":2}""", "autoscaling.minReplicas must be at least 1 where maxReplicas is more than 0. Set both to 0 to stop the deployment.")]
    [InlineData("""{"minReplicas":3,"maxReplicas":2}""", "autoscaling.minReplicas (3) must not be more than autoscaling.maxReplicas (2).")]
    [InlineData("""{"minReplicas":-1}""", "autoscaling.minReplicas must be an integer between 0 and 1000; it is -1.")]
    [InlineData("""{"minReplicas":1,"scaleUpWindow":"5m"}""", "autoscaling.scaleUpWindow must be a duration in seconds such as \"300s\"; it is \"5m\".")]
    [InlineData("""{"minReplicas":1,"scalingMetrics":[{"name":"mood","type":"METRIC_TARGET_TYPE_VALUE","target":1}]}""", "autoscaling.scalingMetrics[0].name must be one of inflight_requests, gpu_utilization, token_utilization, cache_hit_rate, throughput_per_replica, ttft, decoding_speed, e2e_latency; it is \"mood\".")]
    [InlineData("""{"minReplicas":1,"scalingMetrics":[{"name":"ttft","type":"METRIC_TARGET_TYPE_VALUE"}]}""", "autoscaling.scalingMetrics: target is required and must be more than 0.")]
    public async Task Scaling_that_cannot_be_is_refused(string autoscaling, string message)
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DeploymentProfile profile = await rented.ProfileAsync();
        (int status, JsonNode body) = await rented.SendAsync(
            "POST",
            $"{Rented.Project}/endpoints/{endpoint.Id}/deployments",
            $$"""{"name":"d","model":"{{profile.Model}}","config":"{{profile.Config}}","autoscaling":{{autoscaling}}}""");
        Assert.Equal(400, status);
        Assert.Equal("invalid_request_error", (string?)body["error"]!["type"]);
        Assert.Equal(message, (string?)body["error"]!["message"]);
        Assert.Empty(rented.Cloud.Deployments);

        DedicatedDeployment deployment = await rented.DeployAsync(endpoint);
        (status, _) = await rented.SendAsync("PATCH", $"{Rented.Project}/endpoints/{endpoint.Id}/deployments/{deployment.Id}", $$"""{"autoscaling":{{autoscaling}}}""");
        Assert.Equal(400, status);
        Assert.Equal(deployment.Etag, (await rented.GetAsync(deployment)).Etag);
    }

    [Theory]
    [InlineData("""{"model":"MODEL","config":"CONFIG","autoscaling":{"minReplicas":1}}""", 400, "name is required.")]
    [InlineData("""{"name":"d","config":"CONFIG","autoscaling":{"minReplicas":1}}""", 400, "model is required. Take it from a deployment profile of a supported model.")]
    [InlineData("""{"name":"d","model":"MODEL","config":"CONFIG"}""", 400, "autoscaling is required.")]
    [InlineData("""{"name":"d","model":"projects/p/models/m","config":"CONFIG","autoscaling":{"minReplicas":1}}""", 404, "There is no model projects/p/models/m.")]
    [InlineData("""{"name":"d","model":"MODEL","config":"cr_0","autoscaling":{"minReplicas":1}}""", 404, "There is no config cr_0.")]
    [InlineData("""{"name":"a b","model":"MODEL","config":"CONFIG","autoscaling":{"minReplicas":1}}""", 400, null)]
    [InlineData("""{"name":"d","model":"MODEL","autoscaling":{"minReplicas":1}}""", 400, null)]
    [InlineData("""{"name":"d","model":"MODEL","config":"CONFIG","autoscaling":{"minReplicas":1},"placement":{"inline":{"regions":["mars-1"]}}}""", 400, "1xnvidia-h100-80gb is not offered in mars-1. It is in: us-east-1, us-west-2.")]
    [InlineData("""{"name":"d","model":"MODEL","config":"CONFIG","autoscaling":{"minReplicas":1},"placement":{"profile":"pp_1"}}""", 404, "There is no placement profile pp_1.")]
    [InlineData("""{"name":"d","model":"MODEL","config":"CONFIG","autoscaling":[]}""", 400, "autoscaling must be an object; it is an array.")]
    public async Task A_deployment_that_cannot_be_is_refused_and_validating_says_the_same(string json, int status, string? message)
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DeploymentProfile profile = await rented.ProfileAsync();
        string body = json.Replace("MODEL", profile.Model, StringComparison.Ordinal).Replace("CONFIG", profile.Config, StringComparison.Ordinal);
        foreach (string query in (string[])["", "?validateOnly=true"])
        {
            (int answered, JsonNode error) = await rented.SendAsync("POST", $"{Rented.Project}/endpoints/{endpoint.Id}/deployments{query}", body);
            Assert.Equal(status, answered);
            if (message is not null)
                Assert.Equal(message, (string?)error["error"]!["message"]);
        }

        Assert.Empty(rented.Cloud.Deployments);
    }

    [Fact]
    public async Task Validating_makes_nothing()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DeploymentProfile profile = await rented.ProfileAsync();
        DedicatedDeployment would = await rented.Dedicated.Deployments.ValidateAsync(endpoint.Id, new CreateDedicatedDeploymentRequest
        {
            Name = "d",
            Model = profile.Model,
            Config = profile.Config,
            Autoscaling = new DeploymentAutoscaling { MinReplicas = 2 },
        });
        Assert.Equal((2, 2, Rented.H100), (would.Autoscaling.MinReplicas, would.Autoscaling.MaxReplicas, would.Hardware));
        rented.Pass(60);
        Assert.Empty(rented.Cloud.Deployments);
        Assert.Empty((await rented.Dedicated.Endpoints.GetAsync(endpoint.Id)).Deployments);
        Assert.Empty(rented.Cloud.Ledger.Entries);
    }

    [Fact]
    public async Task Names_are_taken_once_and_the_projects_own_may_stand_before()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedEndpoint endpoint = await rented.EndpointAsync("local/chat");
        Assert.Equal("local/chat", endpoint.Name);
        TogetherConflictException e = await Assert.ThrowsAsync<TogetherConflictException>(() => rented.EndpointAsync());
        Assert.Equal("already_exists", e.Code);
        await rented.DeployAsync(endpoint, name: "local/chat/d");
        await Assert.ThrowsAsync<TogetherConflictException>(() => rented.DeployAsync(endpoint));
        await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => rented.EndpointAsync("other/chat"));
    }

    [Fact]
    public async Task The_order_of_deleting_is_kept()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync();
        string path = $"{Rented.Project}/endpoints/{deployment.EndpointId}";
        (int status, JsonNode body) = await rented.SendAsync("DELETE", path);
        Assert.Equal((400, "failed_precondition"), (status, (string?)body["error"]!["code"]));
        Assert.Equal($"local/chat has deployments: {deployment.Id}. Delete them first.", (string?)body["error"]!["message"]);
        await rented.ScaleAsync(deployment, 0, 0);
        rented.Pass(1);
        (status, body) = await rented.SendAsync("DELETE", $"{path}/deployments/{deployment.Id}");
        Assert.Equal((400, $"local/chat/d is in the traffic split of {deployment.EndpointId}. Take it out first."), (status, (string?)body["error"]!["message"]));
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(deployment.EndpointId, []);
        (status, body) = await rented.SendAsync("DELETE", $"{path}/deployments/{deployment.Id}");
        Assert.Equal((200, "{}"), (status, body.ToJsonString()));
        (status, _) = await rented.SendAsync("DELETE", path);
        Assert.Equal(200, status);
        (status, body) = await rented.SendAsync("DELETE", path);
        Assert.Equal((404, "not_found"), (status, (string?)body["error"]!["code"]));
    }

    [Fact]
    public async Task Masks_say_what_is_written()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync(1, 3);
        string endpoint = $"{Rented.Project}/endpoints/{deployment.EndpointId}";
        string path = $"{endpoint}/deployments/{deployment.Id}";

        (int status, JsonNode body) = await rented.SendAsync("PATCH", endpoint, """{"trafficSplit":[]}""");
        Assert.Equal((400, "no fields to update"), (status, (string?)body["error"]!["message"]));
        Assert.Single((await rented.Dedicated.Endpoints.GetAsync(deployment.EndpointId)).TrafficSplit);
        (status, body) = await rented.SendAsync("PATCH", endpoint + "?updateMask=trafficSplit", """{"trafficSplit":[],"name":"ignored"}""");
        Assert.Equal((200, "local/chat", 0), (status, (string?)body["name"], body["trafficSplit"]!.AsArray().Count));
        (status, body) = await rented.SendAsync("PATCH", endpoint + "?updateMask=colour", """{"name":"x"}""");
        Assert.Equal((400, "updateMask names colour; what can be changed is name, visibility, trafficSplit."), (status, (string?)body["error"]!["message"]));

        (status, body) = await rented.SendAsync("PATCH", path, """{"autoscaling":{"maxReplicas":2}}""");
        Assert.Equal((200, 1, 2), (status, (int)body["autoscaling"]!["minReplicas"]!, (int)body["autoscaling"]!["maxReplicas"]!));
        (status, _) = await rented.SendAsync("PATCH", path, """{"autoscaling":{"minReplicas":3}}""");
        Assert.Equal(400, status);
        (status, body) = await rented.SendAsync("PATCH", path + "?updateMask=autoscaling.maxReplicas", """{"autoscaling":{"minReplicas":1,"maxReplicas":5}}""");
        Assert.Equal((200, 5), (status, (int)body["autoscaling"]!["maxReplicas"]!));
        (status, body) = await rented.SendAsync("PATCH", path + "?updateMask=autoscaling", """{"autoscaling":{"minReplicas":2}}""");
        Assert.Equal((200, 2, 2), (status, (int)body["autoscaling"]!["minReplicas"]!, (int)body["autoscaling"]!["maxReplicas"]!));
    }

    [Fact]
    public async Task A_split_names_deployments_of_its_own_once_each()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.ServeAsync();
        string path = $"{Rented.Project}/endpoints/{deployment.EndpointId}?updateMask=trafficSplit";
        string entry = $$"""{"deploymentId":"{{deployment.Id}}","weight":1}""";
        Assert.Equal(400, (await rented.SendAsync("PATCH", path, """{"trafficSplit":[{"deploymentId":"dep_0","weight":1}]}""")).Status);
        Assert.Equal(400, (await rented.SendAsync("PATCH", path, $$"""{"trafficSplit":[{{entry}},{{entry}}]}""")).Status);
        Assert.Equal(400, (await rented.SendAsync("PATCH", path, $$"""{"trafficSplit":[{"deploymentId":"{{deployment.Id}}","weight":-1}]}""")).Status);
        Assert.Equal(400, (await rented.SendAsync("PATCH", path, $$"""{"trafficSplit":[{"deploymentId":"{{deployment.Id}}"}]}""")).Status);
    }

    [Theory]
    [InlineData("GET", "/v2/projects/proj_other/endpoints")]
    [InlineData("GET", "/v2/projects/proj_local/endpoints/ep_0")]
    [InlineData("GET", "/v2/projects/proj_local/endpoints/ep_0/events")]
    [InlineData("GET", "/v2/supported-models/arch_0")]
    [InlineData("GET", "/v2/public/inference-instance-types/9xnothing")]
    [InlineData("GET", "/v2/organizations/org_other/endpoints")]
    [InlineData("GET", "/v2/projects/proj_local/models")]
    [InlineData("POST", "/v2/whatever")]
    public async Task What_is_not_there_is_404_in_the_services_shape(string method, string path)
    {
        await using Rented rented = await Rented.StartAsync();
        (int status, JsonNode body) = await rented.SendAsync(method, path, method == "POST" ? "{}" : null);
        Assert.Equal((404, "invalid_request_error"), (status, (string?)body["error"]!["type"]));
    }

    [Fact]
    public async Task A_key_is_asked_for_here_too()
    {
        await using Rented rented = await Rented.StartAsync(configure: static o => o.ApiKey = "secret");
        Assert.Equal(401, (await rented.SendAsync("GET", "/v1/whoami")).Status);
        Assert.Equal(401, (await rented.SendAsync("GET", "/local/ledger")).Status);
        Assert.Equal("local", (await rented.Client.Account.WhoAmIAsync()).ProjectSlug);
    }
}
