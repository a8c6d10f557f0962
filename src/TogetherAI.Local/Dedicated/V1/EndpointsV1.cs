using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>The endpoints of the first version. Guarded by the cloud's lock.</summary>
internal sealed class EndpointsV1
{
    public EndpointsV1(VirtualCloud cloud)
    {
        foreach (EndpointV1Options options in cloud.Options.V1Endpoints)
        {
            CloudEndpointV1 endpoint = new(cloud, options);
            All.Add(endpoint);
            endpoint.Workload.Start(atOnce: !options.Starting);
        }
    }

    public List<CloudEndpointV1> All { get; } = [];

    /// <summary>The lane of a model name; null where it is none of these. Throws where the endpoint does not run.</summary>
    public CloudLane? Find(string model) => All.Find(endpoint => endpoint.Name == model) is not { } endpoint ? null
        : endpoint.Workload.Ready > 0 ? endpoint.Workload.Lane
        : throw ApiException.Invalid("model", $"The dedicated endpoint {model} is not running; it is {endpoint.State}.", "dedicated_endpoint_not_running");
}
