using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Dedicated;

/// <summary><c>/v1/endpoints</c> and what goes with it. New ones are not made and stopped ones not started, as at the service.</summary>
internal sealed class V1Routes(VirtualCloud cloud) : CloudRoutes(cloud)
{
    private readonly DateTime _since = cloud.Clock.Do(() => cloud.Clock.Now.UtcDateTime);

    public Task ListAsync(ApiCall call)
    {
        (string? type, string? usage) = (Query(call, "type"), Query(call, "usage_type"));
        // All of them are dedicated, paid by use, and one's own.
        bool any = type is null or "dedicated" && usage is null or "on-demand";
        WireListV1<WireEndpointV1> list = Cloud.Clock.Do(
            () => new WireListV1<WireEndpointV1>([.. any ? Cloud.V1.All.Select(WireEndpointV1.Short) : []]));
        return call.WriteJsonAsync(200, list, WireJson.Default.WireListV1WireEndpointV1);
    }

    public static Task CreateAsync(ApiCall call) =>
        throw Closed("Endpoints of the first version can no longer be made. Use /v2/projects/{project}/endpoints.");

    public Task GetAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() => WireEndpointV1.Whole(Known(call))));

    public Task UpdateAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() =>
    {
        CloudEndpointV1 endpoint = Known(call);
        FieldReader fields = new(call.Request);
        string? state = fields.Choice("state", "STARTED", "STOPPED");
        string? name = fields.OptionalText("display_name");
        int? minutes = fields.Integer("inactive_timeout", 0, 525_600);
        WorkloadScaling? scaling = Scaling(fields);
        Workload workload = endpoint.Workload;
        if (state == "STARTED" && workload.State is WorkloadState.Stopped or WorkloadState.Stopping or WorkloadState.Failed)
            throw Closed("Endpoints of the first version cannot be started again. Use /v2/projects/{project}/endpoints.");
        endpoint.DisplayName = name ?? endpoint.DisplayName;
        endpoint.InactiveMinutes = minutes ?? endpoint.InactiveMinutes;
        if (state == "STOPPED")
            workload.Stop();
        else if (scaling is not null && workload.State is not (WorkloadState.Stopped or WorkloadState.Stopping or WorkloadState.Failed))
            workload.SetScaling(scaling);
        workload.Observe();
        return WireEndpointV1.Whole(endpoint);
    }));

    public Task DeleteAsync(ApiCall call)
    {
        Cloud.Clock.Do(() =>
        {
            CloudEndpointV1 endpoint = Known(call);
            endpoint.Workload.Stop();
            Cloud.V1.All.Remove(endpoint);
        });
        call.WriteNothing();
        return Task.CompletedTask;
    }

    /// <summary>None of these endpoints takes any.</summary>
    public Task ListAdaptersAsync(ApiCall call)
    {
        Cloud.Clock.Do(() => Known(call));
        return call.WriteJsonAsync(200, new WireListV1<WireEndpointV1>([]), WireJson.Default.WireListV1WireEndpointV1);
    }

    public Task ListHardwareAsync(ApiCall call)
    {
        WireListV1<WireHardware> list = Cloud.Clock.Do(() =>
        {
            if (Query(call, "model") is not { } name)
                return new WireListV1<WireHardware>([.. Cloud.Catalog.Pools.Select(pool => WireHardware.Of(pool, _since, withAvailability: false))]);
            CloudModel model = Cloud.Catalog.Models.Find(model => model.Name == name) ?? throw CloudErrors.NotFound("dedicated model", name);
            IEnumerable<HardwarePool> fitting = Cloud.Catalog.Of(model).Select(static profile => profile.Hardware).Distinct();
            return new WireListV1<WireHardware>([.. fitting.Select(pool => WireHardware.Of(pool, _since, withAvailability: true))]);
        });
        return call.WriteJsonAsync(200, list, WireJson.Default.WireListV1WireHardware);
    }

    public Task ListZonesAsync(ApiCall call)
    {
        IEnumerable<string> regions = Cloud.Catalog.Pools.SelectMany(static pool => pool.Regions).Distinct();
        WireZones zones = Cloud.Clock.Do(() => new WireZones([.. regions.Order(StringComparer.Ordinal)]));
        return call.WriteJsonAsync(200, zones, WireJson.Default.WireZones);
    }

    private static WorkloadScaling? Scaling(FieldReader fields)
    {
        if (fields.Within("autoscaling") is not { } autoscaling)
            return null;
        int min = Bound("min_replicas");
        int max = Bound("max_replicas");
        return min <= max ? new WorkloadScaling(min, max) : throw ApiException.Invalid(
            "autoscaling.min_replicas", "autoscaling.min_replicas must not be more than autoscaling.max_replicas.");

        int Bound(string field) => autoscaling.Integer(field, 1, 1000)
            ?? throw ApiException.Invalid("autoscaling." + field, $"autoscaling.{field} is required.");
    }

    private CloudEndpointV1 Known(ApiCall call)
    {
        string id = Id(call, "endpoint");
        return Cloud.V1.All.Find(endpoint => endpoint.Id == id) ?? throw CloudErrors.NotFound("endpoint", id);
    }

    private static ApiException Closed(string message) =>
        new(403, "invalid_request_error", message, code: "endpoints_v1_create_access_disabled");

    private static Task WriteAsync(ApiCall call, WireEndpointV1 endpoint) => call.WriteJsonAsync(200, endpoint, WireJson.Default.WireEndpointV1);
}
