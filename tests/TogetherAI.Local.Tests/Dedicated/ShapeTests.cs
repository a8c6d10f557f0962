using System.Text.Json.Nodes;

namespace TogetherAI.Local.Tests.Dedicated;

/// <summary>What is on the wire, field by field, as the service's description has it.</summary>
public class ShapeTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task An_endpoint_and_its_deployment(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host);
        DedicatedDeployment deployment = await rented.ServeAsync();
        DeploymentProfile profile = await rented.ProfileAsync();
        (string model, string config) = (profile.Model!, profile.Config!);
        (string modelId, string revision) = (model.Split('/')[3], model.Split('/')[5]);
        (_, JsonNode body) = await rented.SendAsync("GET", $"{Rented.Project}/endpoints/{deployment.EndpointId}");
        string etag = (string)body["etag"]!;
        const string Autoscaling = """{"minReplicas":1,"maxReplicas":1,"scaleUpWindow":"30s","scaleDownWindow":"300s","scalingMetrics":[{"name":"inflight_requests","type":"METRIC_TARGET_TYPE_AVERAGE_VALUE","target":8}]}""";
        Same(
            $$"""
            {"id":"{{deployment.EndpointId}}","projectId":"proj_local","name":"local/chat","createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:03:00Z",
            "etag":"{{etag}}","trafficSplit":[{"deploymentId":"{{deployment.Id}}","weight":1}],"visibility":"VISIBILITY_PRIVATE",
            "endpointType":"ENDPOINT_TYPE_DEDICATED","deployments":[{"id":"{{deployment.Id}}","modelId":"{{modelId}}","hardware":"1xnvidia-h100-80gb",
            "trafficMode":"TRAFFIC_MODE_LIVE","state":"DEPLOYMENT_STATE_READY","name":"local/chat/d","createdAt":"2026-01-01T00:00:00Z",
            "autoscaling":{{Autoscaling}},"desiredReplicas":1,"readyReplicas":1,"model":"{{model}}","estimatedEffectiveTrafficShare":1} ] }
            """,
            body);
        (_, body) = await rented.SendAsync("GET", $"{Rented.Project}/endpoints/{deployment.EndpointId}/deployments/{deployment.Id}");
        Same(
            $$"""
            {"id":"{{deployment.Id}}","projectId":"proj_local","endpointId":"{{deployment.EndpointId}}","name":"local/chat/d",
            "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","modelId":"{{modelId}}","modelRevisionId":"{{revision}}",
            "model":"{{model}}","autoscaling":{{Autoscaling}},"configId":"{{config.Split('/')[^1]}}","config":"{{config}}",
            "estimatedEffectiveTrafficShare":1,"etag":"{{deployment.Etag}}","hardware":"1xnvidia-h100-80gb","trafficMode":"TRAFFIC_MODE_LIVE",
            "runtimeInfo":{"engineType":"tai","engineVersion":"1","functionCallingSupported":true,"structuredOutputSupported":true},
            "desiredReplicas":1,"status":{"state":"DEPLOYMENT_STATE_READY","readyReplicas":1,"message":"All 1 replicas are ready.","scheduledReplicas":1} }
            """,
            body);
        (_, body) = await rented.SendAsync("GET", $"{Rented.Project}/endpoints?limit=1");
        Assert.Equal(["data", "next_cursor", "object"], body.AsObject().Select(static field => field.Key).Order());
        Assert.Null(body["next_cursor"]);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Who_asks_and_what_there_is(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host, static o => (o.Dedicated.ProjectId, o.Dedicated.ProjectSlug, o.Dedicated.OrganizationId) = ("proj_1", "acme", "org_1"));
        (_, JsonNode body) = await rented.SendAsync("GET", "/v1/whoami");
        Same("""{"api_key_id":"key_local","project_id":"proj_1","project_name":"acme","project_slug":"acme","organization_id":"org_1","organization_name":"org_1"}""", body);

        (_, body) = await rented.SendAsync("GET", "/v2/supported-models?product=PRODUCT_DEDICATED&search=tiny");
        JsonObject model = body["data"]![0]!.AsObject();
        string id = (string)model["id"]!;
        Assert.StartsWith("arch_", id, StringComparison.Ordinal);
        JsonNode profile = model["deploymentProfiles"]![0]!.DeepClone();
        string config = (string)profile["profileId"]!;
        string reference = (string)model["baseModel"]!;
        string revision = (string)profile["certifiedModelRevisionId"]!;
        Same(
            $$"""
            {"profileId":"{{config}}","certifiedConfigRevisionId":"{{config}}","certifiedModelRevisionId":"{{revision}}","gpuType":"H100","gpuCount":1,
            "quantization":"FP16","performanceBenchmarks":{},"config":"projects/proj_platform/configs/{{config}}",
            "model":"{{reference}}/revisions/{{revision}}","parallelism":"TP1","modelName":"tai-tiny"}
            """,
            profile);
        model["deploymentProfiles"] = new JsonArray();
        Same(
            $$"""
            {"id":"{{id}}","name":"tai-tiny","displayName":"tai-tiny","inputModalities":["MODALITY_TEXT"],"outputModalities":["MODALITY_TEXT"],
            "products":["PRODUCT_DEDICATED"],"capabilities":["CAPABILITY_CHAT"],"publisher":"local","status":"SUPPORTED_MODEL_STATUS_SUPPORTED",
            "displayType":"chat","baseModelId":"{{reference.Split('/')[^1]}}","baseModel":"{{reference}}","deploymentProfiles":[],
            "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z"}
            """,
            model);
        Assert.Empty(await rented.Dedicated.SupportedModels.ListAsync(new SupportedModelListOptions { Search = "llama" }).ToListAsync());
        Assert.Empty(await rented.Dedicated.SupportedModels.ListAsync(new SupportedModelListOptions { Product = ModelProduct.FineTuning }).ToListAsync());
        Assert.Equal("tai-tiny", (await rented.Dedicated.SupportedModels.GetAsync(id)).Name);

        (_, body) = await rented.SendAsync("GET", $"/v2/projects/proj_1/configs/{config}");
        Same(
            $$"""
            {"id":"{{config}}","certifications":[],"referenceModelId":"{{reference.Split('/')[^1]}}","projectId":"proj_platform","referenceModel":"{{reference}}",
            "selectors":[{"key":"accelerator_type","value":"nvidia-h100-80gb"},{"key":"accelerator_count","value":"1"}]}
            """,
            body);
        Assert.Equal(3, (await rented.Dedicated.Configs.ListAsync(new DedicatedConfigListOptions { ReferenceModel = reference }).ToListAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Hardware_with_its_price_and_what_is_free(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host);
        rented.Cloud.Stock.Set(Rented.H100, 3, "us-west-2");
        (_, JsonNode body) = await rented.SendAsync("GET", $"/v2/public/inference-instance-types/{Rented.H100}");
        Same(
            """
            {"id":"1xnvidia-h100-80gb","name":"1xnvidia-h100-80gb","description":"1 x H100, 80 GiB each","gpuType":"H100","gpuCount":1,"gpuMemoryGib":80,
            "priceCentsPerHour":399,"regions":[{"name":"us-east-1","headroom":{"value":10,"relation":"RELATION_GTE"}},
            {"name":"us-west-2","headroom":{"value":3,"relation":"RELATION_EQ"}}]}
            """,
            body);
        Assert.Equal([399, 549, 995], (await rented.Dedicated.InstanceTypes.ListAsync().ToListAsync()).Select(static type => type.PriceCentsPerHour));
    }

    [Fact]
    public async Task A_place_is_kept_to_or_only_preferred()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Stock.Set(Rented.H100, 1, "us-west-2");
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment strict = await rented.DeployAsync(
            endpoint, 2, name: "strict", placement: new() { Inline = new InlinePlacement { Regions = ["us-west-2"], Constraint = PlacementConstraint.Required } });
        DedicatedDeployment loose = await rented.DeployAsync(
            endpoint, 2, name: "loose", placement: new() { Inline = new InlinePlacement { Regions = ["us-west-2"], Constraint = PlacementConstraint.Preferred } });
        Assert.Equal(["us-west-2"], strict.Placement!.Inline!.Regions!);
        Assert.Equal(PlacementConstraint.Preferred, loose.Placement!.Inline!.Constraint);
        rented.Pass(3);
        Assert.Equal((DeploymentState.Degraded, 1), (await rented.StateAsync(strict), rented.Cloud[strict.Id].ScheduledReplicas));
        Assert.Equal(DeploymentState.Ready, await rented.StateAsync(loose));
    }

    private static void Same(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}
