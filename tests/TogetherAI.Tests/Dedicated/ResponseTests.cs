using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Tests.Dedicated;

/// <summary>Answers of the second version with every documented field: each has a property, and none is lost on the way through.</summary>
public class ResponseTests
{
    private static readonly DedicatedJsonContext s_json = DedicatedJsonContext.Default;

    public static TheoryData<string, string> Everything => new()
    {
        { nameof(DedicatedEndpoint), Samples.Endpoint },
        { nameof(PublicEndpoint), Samples.PublicEndpoint },
        { nameof(DedicatedEvent), Samples.Event },
        { nameof(EndpointAnalytics), Samples.Analytics },
        { nameof(DedicatedDeployment), Samples.Deployment },
        { nameof(DedicatedModel), Samples.Model },
        { nameof(DedicatedModelFileList), Samples.Files },
        { nameof(DedicatedModelRevision), Samples.Revision },
        { nameof(RemoteModelUpload), Samples.Upload },
        { nameof(RemoteModelUploadEvent), Samples.UploadEvent },
        { nameof(DedicatedConfig), Samples.Config },
        { nameof(SupportedModel), Samples.SupportedModel },
        { nameof(InstanceType), Samples.InstanceType },
    };

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_documented_field_has_a_property_and_comes_through(string type, string json)
    {
        JsonTypeInfo info = s_json.GetTypeInfo(typeof(WireModel).Assembly.GetType("TogetherAI." + type)!)!;
        object answer = JsonSerializer.Deserialize(json, info)!;
        Known.All(answer);
        Wire.Same(json, JsonSerializer.Serialize(answer, info));
    }

    [Fact]
    public async Task An_endpoint()
    {
        (_, DedicatedEndpoint endpoint) = await DedicatedCalls.CallAsync(
            """
            {"id":"ep_1","projectId":"proj_1","name":"acme/chat","createdAt":"2026-08-19T12:00:00.123456789Z","updatedAt":"2026-08-19T14:00:00+02:00",
             "etag":"v7","visibility":"VISIBILITY_PRIVATE","endpointType":"ENDPOINT_TYPE_DEDICATED","trafficSplit":[{"deploymentId":"dep_1","weight":1}],
             "deployments":[{"id":"dep_1","name":"acme/chat/d","state":"DEPLOYMENT_STATE_READY","trafficMode":"TRAFFIC_MODE_LIVE",
             "autoscaling":{"minReplicas":1,"maxReplicas":2},"readyReplicas":1,"estimatedEffectiveTrafficShare":1,"futureField":1}],"future":true}
            """,
            d => d.Endpoints.GetAsync("ep_1"));

        Assert.Equal(("ep_1", "acme/chat", "v7"), (endpoint.Id, endpoint.Name, endpoint.Etag));
        Assert.Equal(new DateTimeOffset(2026, 8, 19, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567), endpoint.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 8, 19, 12, 0, 0, TimeSpan.Zero), endpoint.UpdatedAt);
        Assert.Equal((DedicatedVisibility.Private, DedicatedEndpointType.Dedicated), (endpoint.Visibility, endpoint.EndpointType));
        Assert.Equal(("dep_1", 1d), (endpoint.TrafficSplit[0].DeploymentId, endpoint.TrafficSplit[0].Weight));
        DeploymentSummary deployment = Assert.Single(endpoint.Deployments);
        Assert.Equal((DeploymentState.Ready, TrafficMode.Live, 1, 2), (deployment.State, deployment.TrafficMode, deployment.ReadyReplicas!.Value, deployment.Autoscaling!.MaxReplicas!.Value));
        Assert.Equal(["futureField"], deployment.UnknownFields.Keys);
        Assert.Equal(["future"], endpoint.UnknownFields.Keys);
    }

    [Fact]
    public async Task Prices_are_in_cents_an_hour_and_headroom_says_how_exact_it_is()
    {
        (_, InstanceType type) = await DedicatedCalls.CallAsync(
            """
            {"id":"1xnvidia-h100-80gb","name":"1x H100","description":"","gpuType":"H100","gpuCount":1,"gpuMemoryGib":80,"priceCentsPerHour":399,
             "regions":[{"name":"us-east-1","headroom":{"value":12,"relation":"RELATION_GTE"}},{"name":"eu-west-1"}]}
            """,
            d => d.InstanceTypes.GetAsync("1xnvidia-h100-80gb"));

        Assert.Equal((399, 1, 80), (type.PriceCentsPerHour, type.GpuCount, type.GpuMemoryGib));
        Assert.Equal((12, HeadroomRelation.AtLeast), (type.Regions[0].Headroom!.Value!.Value, type.Regions[0].Headroom!.Relation));
        Assert.Null(type.Regions[1].Headroom);
    }

    [Fact]
    public async Task Large_counts_are_numbers_whether_they_come_as_text_or_not()
    {
        (_, EndpointAnalytics analytics) = await DedicatedCalls.CallAsync(
            """{"metrics":{"requestMetrics":{"totalRequests":"9007199254740993","failedRequests":7,"requestsByStatusCode":{"200":"5","503":2}},"latencyMetrics":{"ttftP50Ms":"NaN"}}}""",
            d => d.Endpoints.GetAnalyticsAsync("ep_1"));

        RequestMetrics requests = analytics.Metrics!.RequestMetrics!;
        Assert.Equal((9007199254740993, 7, null), (requests.TotalRequests, requests.FailedRequests, requests.SuccessfulRequests));
        Assert.Equal((5, 2), (requests.RequestsByStatusCode!["200"], requests.RequestsByStatusCode["503"]));
        Assert.Equal(double.NaN, analytics.Metrics.LatencyMetrics!.TtftP50Ms);
    }

    [Fact]
    public void A_config_knows_what_a_deployment_calls_it() =>
        Assert.Equal("projects/proj_2/configs/cr_1", new DedicatedConfig { Id = "cr_1", ProjectId = "proj_2" }.ResourceName);

    [Fact]
    public void Neither_a_key_nor_a_presigned_address_gets_into_a_log()
    {
        CreateRemoteModelUploadRequest request = new() { ModelId = "ml_1", RemoteUrl = "https://x.test/?sig=secret", Token = "hf_secret" };
        Assert.Equal("CreateRemoteModelUploadRequest { ModelId = ml_1, Token = (set) }", request.ToString());
        Assert.DoesNotContain("secret", new RemoteModelUpload { RemoteUrl = request.RemoteUrl }.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("""{"id":1}""")]
    [InlineData("""{"createdAt":"yesterday"}""")]
    [InlineData("""{"createdAt":1755600000}""")]
    [InlineData("""{"createdAt":null}""")]
    [InlineData("""{"status":"READY"}""")]
    [InlineData("""{"status":{"state":1}}""")]
    [InlineData("""{"status":{"state":null}}""")]
    [InlineData("""{"autoscaling":{"minReplicas":1.5}}""")]
    [InlineData("""{"autoscaling":{"scaleDownWindow":300}}""")]
    [InlineData("""{"autoscaling":{"scaleDownWindow":"5m"}}""")]
    [InlineData("""{"autoscaling":{"scalingMetrics":[null]}}""")]
    public async Task What_is_not_as_promised_is_told_with_one_exception(string json)
    {
        using TogetherClient client = DedicatedCalls.Client(new FakeHandler().ThenJson(json));
        await Assert.ThrowsAsync<TogetherResponseException>(() => client.Dedicated.Deployments.GetAsync("ep_1", "dep_1"));
    }

    [Theory]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[],"next_cursor":7}""")]
    [InlineData("[]")]
    public async Task A_broken_page_is_told_with_one_exception(string json)
    {
        using TogetherClient client = DedicatedCalls.Client(new FakeHandler().ThenJson(json));
        await Assert.ThrowsAsync<TogetherResponseException>(async () => await client.Dedicated.SupportedModels.ListAsync().CountAsync());
    }
}
