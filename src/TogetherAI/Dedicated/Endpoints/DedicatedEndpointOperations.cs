namespace TogetherAI;

/// <summary>The operations on endpoints.</summary>
internal static class DedicatedEndpointOperations
{
    public static readonly Operation<NoBody, CursorPage<DedicatedEndpoint>> List = new(
        "EndpointService_ListEndpoints",
        HttpMethod.Get,
        "v2/projects/{project}/endpoints",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedEndpoint,
        RetryClass.Safe);

    public static readonly Operation<NoBody, CursorPage<DedicatedEndpoint>> ListOrganization = new(
        "EndpointService_ListOrganizationEndpoints",
        HttpMethod.Get,
        "v2/organizations/{organization}/endpoints",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedEndpoint,
        RetryClass.Safe);

    public static readonly Operation<NoBody, CursorPage<PublicEndpoint>> ListPublic = new(
        "EndpointService_ListPublicEndpoints",
        HttpMethod.Get,
        "v2/public/endpoints",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPagePublicEndpoint,
        RetryClass.Safe);

    public static readonly Operation<NoBody, DedicatedEndpoint> Get = new(
        "EndpointService_GetEndpoint",
        HttpMethod.Get,
        "v2/projects/{project}/endpoints/{endpoint}",
        RequestType: null,
        DedicatedJsonContext.Default.DedicatedEndpoint,
        RetryClass.Safe);

    public static readonly Operation<CreateDedicatedEndpointRequest, DedicatedEndpoint> Create = new(
        "EndpointService_CreateEndpoint",
        HttpMethod.Post,
        "v2/projects/{project}/endpoints",
        DedicatedJsonContext.Default.CreateDedicatedEndpointRequest,
        DedicatedJsonContext.Default.DedicatedEndpoint,
        RetryClass.Once);

    public static readonly Operation<DedicatedEndpointUpdate, DedicatedEndpoint> Update = new(
        "EndpointService_UpdateEndpoint",
        HttpMethod.Patch,
        "v2/projects/{project}/endpoints/{endpoint}",
        DedicatedJsonContext.Default.DedicatedEndpointUpdate,
        DedicatedJsonContext.Default.DedicatedEndpoint,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, EmptyResponse> Delete = new(
        "EndpointService_DeleteEndpoint",
        HttpMethod.Delete,
        "v2/projects/{project}/endpoints/{endpoint}",
        RequestType: null,
        TogetherJsonContext.Default.EmptyResponse,
        RetryClass.Repeatable);

    public static readonly Operation<NoBody, CursorPage<DedicatedEvent>> ListEvents = new(
        "EndpointService_ListEndpointEvents",
        HttpMethod.Get,
        "v2/projects/{project}/endpoints/{endpoint}/events",
        RequestType: null,
        DedicatedJsonContext.Default.CursorPageDedicatedEvent,
        RetryClass.Safe);

    public static readonly Operation<NoBody, EndpointAnalytics> GetAnalytics = new(
        "EndpointService_GetEndpointAnalytics",
        HttpMethod.Get,
        "v2/projects/{project}/endpoints/{endpoint}/analytics",
        RequestType: null,
        DedicatedJsonContext.Default.EndpointAnalytics,
        RetryClass.Safe);
}
