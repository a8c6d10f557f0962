namespace TogetherAI;

/// <summary>The operations on endpoints of the first version.</summary>
internal static class EndpointV1Operations
{
    public static readonly Operation<NoBody, EndpointV1List> List = new(
        "listEndpoints",
        HttpMethod.Get,
        "v1/endpoints",
        RequestType: null,
        TogetherJsonContext.Default.EndpointV1List,
        RetryClass.Safe);

    public static readonly Operation<NoBody, EndpointV1> Get = new(
        "getEndpoint",
        HttpMethod.Get,
        "v1/endpoints/{endpoint}",
        RequestType: null,
        TogetherJsonContext.Default.EndpointV1,
        RetryClass.Safe);

    public static readonly Operation<CreateEndpointV1Request, EndpointV1> Create = new(
        "createEndpoint",
        HttpMethod.Post,
        "v1/endpoints",
        TogetherJsonContext.Default.CreateEndpointV1Request,
        TogetherJsonContext.Default.EndpointV1,
        RetryClass.Once);

    public static readonly Operation<EndpointV1Update, EndpointV1> Update = new(
        "updateEndpoint",
        HttpMethod.Patch,
        "v1/endpoints/{endpoint}",
        TogetherJsonContext.Default.EndpointV1Update,
        TogetherJsonContext.Default.EndpointV1,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, EmptyResponse> Delete = new(
        "deleteEndpoint",
        HttpMethod.Delete,
        "v1/endpoints/{endpoint}",
        RequestType: null,
        TogetherJsonContext.Default.EmptyResponse,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, HardwareList> ListHardware = new(
        "listHardware",
        HttpMethod.Get,
        "v1/hardware",
        RequestType: null,
        TogetherJsonContext.Default.HardwareList,
        RetryClass.Safe);

    public static readonly Operation<NoBody, AvailabilityZoneList> ListAvailabilityZones = new(
        "availabilityZones",
        HttpMethod.Get,
        "v1/clusters/availability-zones",
        RequestType: null,
        TogetherJsonContext.Default.AvailabilityZoneList,
        RetryClass.Safe);

    public static readonly Operation<NoBody, EndpointV1AdapterList> ListAdapters = new(
        "listAdapters",
        HttpMethod.Get,
        "v1/endpoints/{endpoint}/adapters",
        RequestType: null,
        TogetherJsonContext.Default.EndpointV1AdapterList,
        RetryClass.Safe);

    public static readonly Operation<EndpointV1AdapterRequest, EndpointV1AdapterChange> AddAdapter = new(
        "addAdapter",
        HttpMethod.Post,
        "v1/endpoints/{endpoint}/adapters",
        TogetherJsonContext.Default.EndpointV1AdapterRequest,
        TogetherJsonContext.Default.EndpointV1AdapterChange,
        RetryClass.Once);

    public static readonly Operation<EndpointV1AdapterRequest, EndpointV1AdapterChange> RemoveAdapter = new(
        "removeAdapter",
        HttpMethod.Delete,
        "v1/endpoints/{endpoint}/adapters",
        TogetherJsonContext.Default.EndpointV1AdapterRequest,
        TogetherJsonContext.Default.EndpointV1AdapterChange,
        RetryClass.Repeatable);
}
