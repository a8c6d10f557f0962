namespace TogetherAI.ApiTour.Stops;

/// <summary>The first version of dedicated endpoints. None can be made any more, so none is changed either: one that is stopped stays so.</summary>
internal static class DedicatedV1Stops
{
    private const string Endpoint = "endpoint of the first version";

    public static IReadOnlyList<Stop> All { get; } =
    [
        Stop.Reads("v1/endpoints", static async tour => tour.Found(Endpoint, (await tour.Client.Dedicated.V1.ListAsync(cancellationToken: tour.Token)).Data.FirstOrDefault()?.Id)),
        Stop.Reads("v1/endpoints/{endpointId}", static async tour => await tour.Client.Dedicated.V1.GetAsync(tour.Need(Endpoint), tour.Token)),
        Stop.Reads("v1/endpoints/{endpointId}/adapters", static async tour => await tour.Client.Dedicated.V1.ListAdaptersAsync(tour.Need(Endpoint), tour.Token)),
        Stop.Reads("v1/hardware", static async tour => await tour.Client.Dedicated.V1.ListHardwareAsync(cancellationToken: tour.Token)),
        Stop.Reads("v1/clusters/availability-zones", static async tour => await tour.Client.Dedicated.V1.ListAvailabilityZonesAsync(tour.Token)),
        Stop.Changes("POST", "v1/endpoints", static _ => throw new SkipException("the service makes no endpoints of the first version any more")),
        Stop.Changes("PATCH", "v1/endpoints/{endpointId}", NotOthers),
        Stop.Changes("DELETE", "v1/endpoints/{endpointId}", NotOthers),
        Stop.Changes("POST", "v1/endpoints/{endpointId}/adapters", NotOthers),
        Stop.Changes("DELETE", "v1/endpoints/{endpointId}/adapters", NotOthers),
    ];

    private static Task NotOthers(Tour tour) => throw new SkipException("the tour can make no endpoint of its own, and leaves others' alone");
}
