using System.Net;
using System.Reflection;

namespace TogetherAI.Tests.Dedicated;

/// <summary>The first version: what it sends, what it reads, and what it warns of.</summary>
public class V1Tests
{
    private const string Api = "https://example.test/v1";

    [Fact]
    public async Task Every_operation_has_its_address_and_body()
    {
        await SendsAsync("GET", Api + "/endpoints", null, v1 => v1.ListAsync());
        await SendsAsync(
            "GET",
            Api + "/endpoints?type=dedicated&usage_type=on-demand&mine=true",
            null,
            v1 => v1.ListAsync(new() { Type = EndpointV1Type.Dedicated, UsageType = EndpointV1UsageType.OnDemand, Mine = true }));
        await SendsAsync("GET", Api + "/endpoints/e%2F1", null, v1 => v1.GetAsync("e/1"));
        await SendsAsync(
            "PATCH",
            Api + "/endpoints/e",
            """{"display_name":"n","state":"STOPPED","autoscaling":{"min_replicas":1,"max_replicas":2},"inactive_timeout":0}""",
            v1 => v1.UpdateAsync(
                "e",
                new() { DisplayName = "n", State = EndpointV1State.Stopped, Autoscaling = new() { MinReplicas = 1, MaxReplicas = 2 }, InactiveTimeout = 0 }));
        await SendsAsync("PATCH", Api + "/endpoints/e", """{"state":"STOPPED"}""", v1 => v1.StopAsync("e"));
        await SendsAsync("DELETE", Api + "/endpoints/e", null, v1 => v1.DeleteAsync("e"));
        await SendsAsync("GET", Api + "/hardware", null, v1 => v1.ListHardwareAsync());
        await SendsAsync("GET", Api + "/hardware?model=a%2Fb", null, v1 => v1.ListHardwareAsync("a/b"));
        await SendsAsync("GET", Api + "/clusters/availability-zones", null, v1 => v1.ListAvailabilityZonesAsync());
        await SendsAsync("GET", Api + "/endpoints/e/adapters", null, v1 => v1.ListAdaptersAsync("e"));
        await SendsAsync("POST", Api + "/endpoints/e/adapters", """{"model_id":"e:a"}""", v1 => v1.AddAdapterAsync("e", "e:a"));
        await SendsAsync("DELETE", Api + "/endpoints/e/adapters", """{"model_id":"e:a"}""", v1 => v1.RemoveAdapterAsync("e", "e:a"));
    }

    [Fact]
    public async Task An_endpoint_is_read_whole_and_listed_in_short()
    {
        (_, EndpointV1 endpoint) = await DedicatedCalls.CallAsync(Samples.EndpointV1, d => d.V1.GetAsync("e"));
        (_, EndpointV1List list) = await DedicatedCalls.CallAsync(
            """{"object":"list","data":[""" + Samples.ListedEndpointV1 + "]}", d => d.V1.ListAsync());

        Known.All(endpoint);
        Known.All(list);
        Assert.Equal(EndpointV1Type.Dedicated, endpoint.Type);
        Assert.Equal(EndpointV1State.Error, endpoint.State);
        Assert.NotNull(endpoint.Autoscaling);
        Assert.Null(Assert.Single(list.Data).Autoscaling);
        Wire.Same(Samples.EndpointV1, Wire.Serialize(endpoint, TogetherJsonContext.Default.EndpointV1));
        Wire.Same(Samples.ListedEndpointV1, Wire.Serialize(list.Data[0], TogetherJsonContext.Default.EndpointV1));
    }

    [Fact]
    public async Task Hardware_has_a_price_in_cents_a_minute()
    {
        const string Json =
            """
            {"object":"list","data":[{"object":"hardware","id":"2x_nvidia_h100_80gb_sxm","pricing":{"cents_per_minute":13.3},
             "specs":{"gpu_type":"h100-80gb","gpu_link":"sxm","gpu_memory":80,"gpu_count":2},"availability":{"status":"insufficient"},
             "updated_at":"2026-08-19T12:00:00Z"}]}
            """;
        (_, HardwareList list) = await DedicatedCalls.CallAsync(Json, d => d.V1.ListHardwareAsync());

        Known.All(list);
        Hardware hardware = Assert.Single(list.Data);
        Assert.Equal((13.3m, 80d, 2), (hardware.Pricing.CentsPerMinute, hardware.Specs.GpuMemory, hardware.Specs.GpuCount));
        Assert.Equal(HardwareAvailabilityStatus.Insufficient, hardware.Availability!.Status);
        Assert.Equal(new DateTimeOffset(2026, 8, 19, 12, 0, 0, TimeSpan.Zero), hardware.UpdatedAt);
        Wire.Same(Json, Wire.Serialize(list, TogetherJsonContext.Default.HardwareList));
    }

    [Fact]
    public async Task Zones_and_adapters_are_read()
    {
        (_, AvailabilityZoneList zones) = await DedicatedCalls.CallAsync("""{"avzones":["us-central-4b"]}""", d => d.V1.ListAvailabilityZonesAsync());
        (_, EndpointV1AdapterList adapters) = await DedicatedCalls.CallAsync(
            """{"object":"list","data":[{"model_id":"e:a","adapter_name":"a","endpoint_name":"e"}]}""", d => d.V1.ListAdaptersAsync("e"));
        (_, EndpointV1AdapterChange removed) = await DedicatedCalls.CallAsync("""{"model_id":"e:a","deleted":true}""", d => d.V1.RemoveAdapterAsync("e", "e:a"));

        Assert.Equal(["us-central-4b"], zones.Avzones);
        Known.All(adapters);
        EndpointV1Adapter adapter = Assert.Single(adapters.Data);
        Assert.Equal(("e:a", "a", "e"), (adapter.ModelId, adapter.AdapterName, adapter.EndpointName));
        Assert.Equal(("e:a", true), (removed.ModelId, removed.Deleted!.Value));
    }

    [Fact]
    public async Task A_deletion_is_answered_with_nothing()
    {
        using TogetherClient client = DedicatedCalls.Client(new FakeHandler().ThenText(HttpStatusCode.NoContent, "", "text/plain"));
        Assert.Equal(HttpStatusCode.NoContent, (await client.Dedicated.V1.DeleteAsync("e")).Http!.StatusCode);
    }

    [Theory]
    [InlineData(nameof(EndpointsV1Client.GetAsync), false)]
    [InlineData("CreateAsync", true)]
    [InlineData("StartAsync", true)]
    public void What_the_service_refuses_is_marked_with_the_way_out(string method, bool obsolete)
    {
        string? reason = typeof(EndpointsV1Client).GetMethod(method)!.GetCustomAttribute<ObsoleteAttribute>()?.Message;
        Assert.Equal(obsolete, reason is not null);
        if (obsolete)
        {
            Assert.Contains("endpoints_v1_create_access_disabled", reason, StringComparison.Ordinal);
            Assert.Contains("Dedicated.Deployments.CreateAsync", reason, StringComparison.Ordinal);
        }
    }

#pragma warning disable CS0618 // what is refused is still sent
    [Fact]
    public async Task What_the_service_refuses_is_sent_all_the_same()
    {
        await SendsAsync(
            "POST",
            Api + "/endpoints",
            """
            {"model":"m","hardware":"h","autoscaling":{"min_replicas":1,"max_replicas":1},"display_name":"n","state":"STOPPED","inactive_timeout":60,
             "availability_zone":"z","disable_speculative_decoding":true,"disable_prompt_cache":false}
            """,
            v1 => v1.CreateAsync(new()
            {
                Model = "m",
                Hardware = "h",
                Autoscaling = new() { MinReplicas = 1, MaxReplicas = 1 },
                DisplayName = "n",
                State = EndpointV1State.Stopped,
                InactiveTimeout = 60,
                AvailabilityZone = "z",
                DisableSpeculativeDecoding = true,
                DisablePromptCache = false,
            }));
        await SendsAsync("PATCH", Api + "/endpoints/e", """{"state":"STARTED"}""", v1 => v1.StartAsync("e"));
    }

    [Fact]
    public async Task The_refusal_is_told_with_its_code()
    {
        using TogetherClient client = DedicatedCalls.Client(new FakeHandler().ThenJson(
            """{"error":{"message":"closed","type":"permission","param":null,"code":"endpoints_v1_create_access_disabled"}}""", HttpStatusCode.Forbidden));
        TogetherException exception = await Assert.ThrowsAsync<TogetherAuthenticationException>(() => client.Dedicated.V1.StartAsync("e"));
        Assert.Equal("endpoints_v1_create_access_disabled", exception.Code);
    }
#pragma warning restore CS0618

    private static async Task SendsAsync<T>(string method, string address, string? body, Func<EndpointsV1Client, Task<T>> call)
    {
        (SentRequest sent, _) = await DedicatedCalls.CallAsync("{}", d => call(d.V1));
        Assert.Equal((method, address), (sent.Method, sent.Uri.AbsoluteUri));
        if (body is null)
            Assert.Null(sent.Body);
        else
            Wire.Same(body, sent.Body);
    }
}
