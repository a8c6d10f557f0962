namespace TogetherAI.Tests.Dedicated;

/// <summary>What each operation of the second version sends: method, address, body.</summary>
public class RequestTests
{
    private const string Project = "https://example.test/v2/projects/proj_1";

    [Fact]
    public async Task Endpoints_are_read_made_and_deleted()
    {
        await SendsAsync("GET", Project + "/endpoints/ep_1", null, d => d.Endpoints.GetAsync("ep_1"));
        await SendsAsync(
            "POST",
            Project + "/endpoints",
            """{"name":"chat","visibility":"VISIBILITY_INTERNAL"}""",
            d => d.Endpoints.CreateAsync(new() { Name = "chat", Visibility = DedicatedVisibility.Internal }));
        await SendsAsync("POST", Project + "/endpoints", """{"name":"chat"}""", d => d.Endpoints.CreateAsync(new() { Name = "chat" }));
        await SendsAsync("DELETE", Project + "/endpoints/ep_1", null, d => d.Endpoints.DeleteAsync("ep_1"));
        await SendsAsync("DELETE", Project + "/endpoints/ep_1?etag=%22v1%22", null, d => d.Endpoints.DeleteAsync("ep_1", "\"v1\""));
    }

    [Fact]
    public async Task A_change_names_the_fields_it_writes()
    {
        await SendsAsync(
            "PATCH",
            Project + "/endpoints/ep_1?updateMask=name%2Cvisibility%2CtrafficSplit",
            """{"name":"n","visibility":"VISIBILITY_PRIVATE","trafficSplit":[{"deploymentId":"dep_1","weight":0.5}],"etag":"e"}""",
            d => d.Endpoints.UpdateAsync(
                "ep_1",
                new() { Name = "n", Visibility = DedicatedVisibility.Private, TrafficSplit = [new() { DeploymentId = "dep_1", Weight = 0.5 }], Etag = "e" }));
        await SendsAsync(
            "PATCH",
            Project + "/endpoints/ep_1?updateMask=trafficSplit",
            "{}",
            d => d.Endpoints.UpdateAsync("ep_1", new() { UpdateMask = ["trafficSplit"] }));
        await SendsAsync(
            "PATCH",
            Project + "/models/ml_1?updateMask=name%2Cdescription%2Cvisibility",
            """{"name":"m","description":"","visibility":"VISIBILITY_INTERNAL"}""",
            d => d.Models.UpdateAsync("ml_1", new() { Name = "m", Description = "", Visibility = DedicatedVisibility.Internal }));
        await SendsAsync(
            "PATCH",
            Project + "/models/ml_1?updateMask=description",
            "{}",
            d => d.Models.UpdateAsync("ml_1", new() { UpdateMask = ["description"] }));
    }

    [Fact]
    public async Task An_empty_traffic_split_is_sent_as_one()
    {
        await SendsAsync(
            "PATCH", Project + "/endpoints/ep_1?updateMask=trafficSplit", """{"trafficSplit":[]}""", d => d.Endpoints.SetTrafficSplitAsync("ep_1", []));
        await SendsAsync(
            "PATCH",
            Project + "/endpoints/ep_1?updateMask=trafficSplit",
            """{"trafficSplit":[{"deploymentId":"a","weight":1},{"deploymentId":"b","weight":0}],"etag":"e"}""",
            d => d.Endpoints.SetTrafficSplitAsync("ep_1", [new() { DeploymentId = "a", Weight = 1 }, new() { DeploymentId = "b" }], "e"));
    }

    [Fact]
    public async Task A_change_of_nothing_is_refused_before_anything_is_sent()
    {
        using TogetherClient client = DedicatedCalls.Client(new FakeHandler());
        DedicatedClient dedicated = client.Dedicated;

        await Assert.ThrowsAsync<ArgumentException>(() => dedicated.Endpoints.UpdateAsync("ep_1", new() { Etag = "e" }));
        await Assert.ThrowsAsync<ArgumentException>(() => dedicated.Deployments.UpdateAsync("ep_1", "dep_1", new()));
        await Assert.ThrowsAsync<ArgumentException>(() => dedicated.Models.UpdateAsync("ml_1", new() { UpdateMask = [] }));
    }

    [Fact]
    public async Task A_deployment_is_made_with_every_field()
    {
        CreateDedicatedDeploymentRequest request = new()
        {
            Name = "d",
            Model = "projects/p/models/ml_1",
            Config = "projects/p/configs/cr_1",
            ModelId = "ml_1",
            ModelRevisionId = "rv_1",
            ConfigId = "cr_1",
            EnableLora = false,
            Placement = new() { Inline = new() { Regions = ["us-east-1"], Constraint = PlacementConstraint.Required } },
            Autoscaling = new()
            {
                MinReplicas = 1,
                MaxReplicas = 3,
                ScaleUpWindow = TimeSpan.FromSeconds(90),
                ScaleDownWindow = TimeSpan.FromMinutes(5),
                ScaleToZeroWindow = TimeSpan.FromMilliseconds(1500),
                ScalingMetrics = [new() { Name = ScalingMetricName.Ttft, Type = MetricTargetType.Absolute, Target = 0.7, Percentile = LatencyPercentile.P95 }],
            },
        };
        const string Body =
            """
            {"name":"d","model":"projects/p/models/ml_1","config":"projects/p/configs/cr_1","modelId":"ml_1","modelRevisionId":"rv_1",
             "configId":"cr_1","enableLora":false,"placement":{"inline":{"regions":["us-east-1"],"constraint":"ENFORCEMENT_REQUIRED"}},
             "autoscaling":{"minReplicas":1,"maxReplicas":3,"scaleUpWindow":"90s","scaleDownWindow":"300s","scaleToZeroWindow":"1.500s",
             "scalingMetrics":[{"name":"ttft","type":"METRIC_TARGET_TYPE_VALUE","target":0.7,"percentile":"p95"}]}}
            """;

        await SendsAsync("POST", Project + "/endpoints/ep_1/deployments", Body, d => d.Deployments.CreateAsync("ep_1", request));
        await SendsAsync("POST", Project + "/endpoints/ep_1/deployments?validateOnly=true", Body, d => d.Deployments.ValidateAsync("ep_1", request));
        await SendsAsync(
            "POST",
            Project + "/endpoints/ep_1/deployments",
            """{"name":"d","autoscaling":{"minReplicas":1},"placement":{"profile":"pp_1"}}""",
            d => d.Deployments.CreateAsync("ep_1", new() { Name = "d", Autoscaling = new() { MinReplicas = 1 }, Placement = new() { Profile = "pp_1" } }));
    }

    [Fact]
    public async Task A_deployment_is_scaled_without_a_mask_so_that_what_is_left_out_stays()
    {
        const string Address = Project + "/endpoints/ep_1/deployments/dep_1";
        await SendsAsync(
            "PATCH",
            Address,
            """{"name":"n","autoscaling":{"maxReplicas":4},"etag":"e"}""",
            d => d.Deployments.UpdateAsync("ep_1", "dep_1", new() { Name = "n", Autoscaling = new() { MaxReplicas = 4 }, Etag = "e" }));
        await SendsAsync(
            "PATCH",
            Address + "?updateMask=autoscaling",
            """{"autoscaling":{"maxReplicas":4}}""",
            d => d.Deployments.UpdateAsync("ep_1", "dep_1", new() { Autoscaling = new() { MaxReplicas = 4 }, UpdateMask = ["autoscaling"] }));
        await SendsAsync("PATCH", Address + "?updateMask=name", """{"name":"n"}""", d => d.Deployments.UpdateAsync("ep_1", "dep_1", new() { Name = "n" }));
        await SendsAsync("PATCH", Address, """{"autoscaling":{"minReplicas":0,"maxReplicas":0}}""", d => d.Deployments.StopAsync("ep_1", "dep_1"));
        await SendsAsync("GET", Address, null, d => d.Deployments.GetAsync("ep_1", "dep_1"));
        await SendsAsync("DELETE", Address, null, d => d.Deployments.DeleteAsync("ep_1", "dep_1"));
        await SendsAsync("DELETE", Address + "?etag=e", null, d => d.Deployments.DeleteAsync("ep_1", "dep_1", "e"));
    }

    [Fact]
    public async Task Models_their_files_and_their_imports()
    {
        await SendsAsync("GET", Project + "/models/ml_1", null, d => d.Models.GetAsync("ml_1"));
        await SendsAsync("DELETE", Project + "/models/ml_1", null, d => d.Models.DeleteAsync("ml_1"));
        await SendsAsync("GET", Project + "/models/ml_1/files", null, d => d.Models.ListFilesAsync("ml_1"));
        await SendsAsync("GET", Project + "/models/ml_1/files?revisionId=rv_1", null, d => d.Models.ListFilesAsync("ml_1", "rv_1"));
        await SendsAsync("GET", Project + "/models/ml_1/revisions/rv_1", null, d => d.Models.GetRevisionAsync("ml_1", "rv_1"));
        await SendsAsync("GET", Project + "/models/uploads/job_1", null, d => d.Models.Uploads.GetAsync("job_1"));
        await SendsAsync(
            "POST",
            Project + "/models",
            """{"name":"m","type":"adapter","baseModelId":"ml_0","description":"d"}""",
            d => d.Models.CreateAsync(new() { Name = "m", Type = DedicatedModelType.Adapter, BaseModelId = "ml_0", Description = "d" }));
        await SendsAsync(
            "POST",
            Project + "/models/uploads",
            """{"modelId":"ml_1","remoteUrl":"https://huggingface.co/a/b","token":"hf_x"}""",
            d => d.Models.Uploads.CreateAsync(new() { ModelId = "ml_1", RemoteUrl = "https://huggingface.co/a/b", Token = "hf_x" }));
    }

    [Fact]
    public async Task Catalogues_and_analytics()
    {
        const string Api = "https://example.test/v2";
        DateTimeOffset time = new(2026, 8, 19, 14, 0, 0, TimeSpan.FromHours(2));
        await SendsAsync("GET", Project + "/configs/cr_1", null, d => d.Configs.GetAsync("cr_1"));
        await SendsAsync("GET", Api + "/supported-models/arch_1", null, d => d.SupportedModels.GetAsync("arch_1"));
        await SendsAsync("GET", Api + "/public/inference-instance-types/1xh100", null, d => d.InstanceTypes.GetAsync("1xh100"));
        await SendsAsync("GET", Project + "/endpoints/ep_1/analytics", null, d => d.Endpoints.GetAnalyticsAsync("ep_1"));
        await SendsAsync(
            "GET",
            Project + "/endpoints/ep_1/analytics?deploymentId=dep_1&startTime=2026-08-19T12%3A00%3A00Z&endTime=2026-08-19T13%3A00%3A00Z"
                + "&includeTimeSeries=true&granularity=1h",
            null,
            d => d.Endpoints.GetAnalyticsAsync(
                "ep_1", new() { DeploymentId = "dep_1", StartTime = time, EndTime = time.AddHours(1), IncludeTimeSeries = true, Granularity = "1h" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    public async Task An_id_that_names_nothing_is_refused(string id)
    {
        using TogetherClient client = DedicatedCalls.Client(new FakeHandler());
        await Assert.ThrowsAsync<ArgumentException>(() => client.Dedicated.Endpoints.DeleteAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Dedicated.V1.DeleteAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Dedicated.SupportedModels.GetAsync(id));
    }

    private static async Task SendsAsync<T>(string method, string address, string? body, Func<DedicatedClient, Task<T>> call)
    {
        (SentRequest sent, _) = await DedicatedCalls.CallAsync("{}", call);
        Assert.Equal((method, address), (sent.Method, sent.Uri.AbsoluteUri));
        if (body is null)
            Assert.Null(sent.Body);
        else
            Wire.Same(body, sent.Body);
    }
}
