using System.Text.Json.Nodes;

namespace TogetherAI.Local.Tests.Dedicated;

public class V1Tests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task The_shapes_are_the_services(HostKind host)
    {
        await using Rented rented = await StartAsync(host: host);
        string id = (await rented.Dedicated.V1.ListAsync()).Data.Single().Id;
        (_, JsonNode list) = await rented.SendAsync("GET", "/v1/endpoints?type=dedicated&usage_type=on-demand&mine=true");
        Assert.Equal(
            $$"""{"object":"list","data":[{"object":"endpoint","id":"{{id}}","name":"acme/tai-tiny-1","model":"tai-tiny","type":"dedicated","owner":"local","state":"STARTED","created_at":"2026-01-01T00:00:00Z"}]}""",
            Sorted(list));
        (_, JsonNode one) = await rented.SendAsync("GET", $"/v1/endpoints/{id}");
        Assert.Equal(
            ("1x_nvidia_h100_80gb_sxm", "acme/tai-tiny-1", 1, 2),
            ((string?)one["hardware"], (string?)one["display_name"], (int)one["autoscaling"]!["min_replicas"]!, (int)one["autoscaling"]!["max_replicas"]!));
        Assert.Empty((await rented.Dedicated.V1.ListAsync(new EndpointV1ListOptions { Type = EndpointV1Type.Serverless })).Data);
        Assert.Equal("one two three", (await rented.AskAsync("acme/tai-tiny-1")).Text);
        Assert.Equal(["us-east-1", "us-west-2"], (await rented.Dedicated.V1.ListAvailabilityZonesAsync()).Avzones);
    }

    [Fact]
    public async Task Hardware_has_its_price_by_the_minute_and_with_a_model_its_availability()
    {
        await using Rented rented = await StartAsync();
        rented.Cloud.Stock.Set(Rented.H200, 0);
        HardwareList all = await rented.Dedicated.V1.ListHardwareAsync();
        Assert.Equal(["1x_nvidia_h100_80gb_sxm", "1x_nvidia_h200_141gb_sxm", "1x_nvidia_b200_180gb_sxm"], all.Data.Select(static hardware => hardware.Id));
        Assert.Equal((6.65m, "h100-80gb", 1, 80), (all.Data[0].Pricing.CentsPerMinute, all.Data[0].Specs.GpuType, all.Data[0].Specs.GpuCount, all.Data[0].Specs.GpuMemory));
        Assert.All(all.Data, static hardware => Assert.Null(hardware.Availability));
        HardwareList some = await rented.Dedicated.V1.ListHardwareAsync("tai-tiny");
        Assert.Equal(["available", "unavailable", "available"], some.Data.Select(static hardware => hardware.Availability!.Status.Value));
    }

    [Fact]
    public async Task None_can_be_made_and_none_started_again()
    {
        await using Rented rented = await StartAsync();
        (int status, JsonNode body) = await rented.SendAsync("POST", "/v1/endpoints", """{"model":"tai-tiny","hardware":"1x_nvidia_h100_80gb_sxm","autoscaling":{"min_replicas":1,"max_replicas":1}}""");
        Assert.Equal((403, "endpoints_v1_create_access_disabled"), (status, (string?)body["error"]!["code"]));
        EndpointV1 endpoint = (await rented.Dedicated.V1.ListAsync()).Data.Single();
        Assert.Equal(EndpointV1State.Stopping, (await rented.Dedicated.V1.UpdateAsync(endpoint.Id, new EndpointV1Update { State = EndpointV1State.Stopped })).State);
        rented.Pass(1);
        Assert.Equal(EndpointV1State.Stopped, (await rented.Dedicated.V1.GetAsync(endpoint.Id)).State);
        (status, body) = await rented.SendAsync("PATCH", $"/v1/endpoints/{endpoint.Id}", """{"state":"STARTED"}""");
        Assert.Equal((403, "endpoints_v1_create_access_disabled"), (status, (string?)body["error"]!["code"]));
        TogetherException e = await Assert.ThrowsAnyAsync<TogetherException>(() => rented.AskAsync("acme/tai-tiny-1"));
        Assert.Equal((400, "dedicated_endpoint_not_running"), ((int)e.StatusCode!, e.Code));
        Assert.Equal(1, rented.Cloud.Ledger.TotalMinutes);
        await rented.Dedicated.V1.DeleteAsync(endpoint.Id);
        Assert.Equal(404, (await rented.SendAsync("GET", $"/v1/endpoints/{endpoint.Id}")).Status);
    }

    [Fact]
    public async Task It_stops_by_itself_an_hour_after_the_last_request()
    {
        await using Rented rented = await StartAsync();
        string id = (await rented.Dedicated.V1.ListAsync()).Data.Single().Id;
        rented.Pass(59);
        await rented.AskAsync("acme/tai-tiny-1");
        rented.Pass(59.9);
        Assert.Equal(EndpointV1State.Started, (await rented.Dedicated.V1.GetAsync(id)).State);
        rented.Pass(0.1);
        Assert.Equal(EndpointV1State.Stopping, (await rented.Dedicated.V1.GetAsync(id)).State);
        rented.Pass(600);
        Assert.Equal(EndpointV1State.Stopped, (await rented.Dedicated.V1.GetAsync(id)).State);
        Assert.Equal(120, rented.Cloud.Ledger.TotalMinutes);
    }

    [Fact]
    public async Task Another_timeout_counts_from_the_last_request_and_zero_is_none()
    {
        await using Rented rented = await StartAsync();
        string id = (await rented.Dedicated.V1.ListAsync()).Data.Single().Id;
        rented.Pass(20);
        await rented.Dedicated.V1.UpdateAsync(id, new EndpointV1Update { InactiveTimeout = 0 });
        rented.Pass(24 * 60);
        Assert.Equal(EndpointV1State.Started, (await rented.Dedicated.V1.GetAsync(id)).State);
        await rented.AskAsync("acme/tai-tiny-1");
        await rented.Dedicated.V1.UpdateAsync(id, new EndpointV1Update { InactiveTimeout = 30 });
        rented.Pass(10);
        await rented.Dedicated.V1.UpdateAsync(id, new EndpointV1Update { InactiveTimeout = 15 });
        rented.Pass(4);
        Assert.Equal(EndpointV1State.Started, (await rented.Dedicated.V1.GetAsync(id)).State);
        rented.Pass(1.5);
        Assert.Equal(EndpointV1State.Stopped, (await rented.Dedicated.V1.GetAsync(id)).State);
    }

    [Fact]
    public async Task It_waits_for_hardware_starts_and_may_fail()
    {
        await using Rented rented = await StartAsync(starting: true, room: 0);
        string id = (await rented.Dedicated.V1.ListAsync()).Data.Single().Id;
        Assert.Equal(EndpointV1State.Pending, (await rented.Dedicated.V1.GetAsync(id)).State);
        rented.Cloud.Stock.Set(Rented.H100, 4);
        Assert.Equal(EndpointV1State.Starting, (await rented.Dedicated.V1.GetAsync(id)).State);
        rented.Pass(3);
        Assert.Equal(EndpointV1State.Started, (await rented.Dedicated.V1.GetAsync(id)).State);
        EndpointV1 scaled = await rented.Dedicated.V1.UpdateAsync(
            id, new EndpointV1Update { DisplayName = "Mine", Autoscaling = new EndpointV1Autoscaling { MinReplicas = 2, MaxReplicas = 2 } });
        Assert.Equal(("Mine", 2), (scaled.DisplayName, scaled.Autoscaling!.MinReplicas));
        rented.Pass(2);
        Assert.Equal(2, rented.Cloud["acme/tai-tiny-1"].ReadyReplicas);
        rented.Cloud["acme/tai-tiny-1"].Fail();
        Assert.Equal(EndpointV1State.Error, (await rented.Dedicated.V1.GetAsync(id)).State);
    }

    [Fact]
    public async Task Options_that_cannot_be_stop_the_start()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Rented.StartAsync(configure: static o => o.Dedicated.V1Endpoints.Add("e", static e => e.Model = "none")));
        await Assert.ThrowsAsync<ArgumentException>(() => Rented.StartAsync(configure: static o => o.Dedicated.V1Endpoints.Add("e", static e => e.InstanceType = "none")));
        await Assert.ThrowsAsync<ArgumentException>(() => Rented.StartAsync(configure: static o => o.Dedicated.V1Endpoints.Add("e", static e => (e.MinReplicas, e.MaxReplicas) = (2, 1))));
        await Assert.ThrowsAsync<ArgumentException>(() => Rented.StartAsync(configure: static o => o.Dedicated.SupportedModels["tai-tiny"].AddProfile("none")));
        await Assert.ThrowsAsync<ArgumentException>(() => Rented.StartAsync(configure: static o => o.Dedicated.InstanceTypes[Rented.H100].Regions.Clear()));
        await Assert.ThrowsAsync<ArgumentException>(() => Rented.StartAsync(configure: static o => o.Dedicated.SupportedModels["tai-tiny"].AddProfile(Rented.H100, static p => p.Model = "none")));
    }

    private static Task<Rented> StartAsync(bool starting = false, int room = 32, HostKind host = HostKind.InProcess) => Rented.StartAsync(host, o =>
    {
        o.Dedicated.InstanceTypes[Rented.H100].Regions["us-east-1"] = room;
        o.Dedicated.InstanceTypes[Rented.H100].Regions["us-west-2"] = room;
        o.Dedicated.V1Endpoints.Add("acme/tai-tiny-1", e => (e.MinReplicas, e.MaxReplicas, e.Starting) = (1, 2, starting));
    });

    private static string Sorted(JsonNode node)
    {
        // In the order of the text above, whatever the order on the wire.
        JsonObject endpoint = node["data"]![0]!.AsObject();
        string[] order = ["object", "id", "name", "model", "type", "owner", "state", "created_at"];
        Assert.Equal(order.Order(), endpoint.Select(static field => field.Key).Order());
        JsonObject sorted = new(order.Select(name => KeyValuePair.Create(name, (JsonNode?)endpoint[name]!.DeepClone())));
        return new JsonObject { ["object"] = node["object"]!.DeepClone(), ["data"] = new JsonArray(sorted) }.ToJsonString();
    }
}
