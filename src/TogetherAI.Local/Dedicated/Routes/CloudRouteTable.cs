using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>The routes of the virtual cloud.</summary>
internal sealed class CloudRouteTable
{
    public CloudRouteTable(VirtualCloud cloud)
    {
        const string Endpoints = "/v2/projects/{project}/endpoints";
        const string Endpoint = Endpoints + "/{endpoint}";
        const string Deployments = Endpoint + "/deployments";
        const string Deployment = Deployments + "/{deployment}";
        EndpointRoutes endpoints = new(cloud);
        DeploymentRoutes deployments = new(cloud);
        CatalogRoutes catalog = new(cloud);
        V1Routes v1 = new(cloud);
        Routes =
        [
            ("GET", "/v1/whoami", catalog.WhoAmIAsync),
            ("GET", "/v2/supported-models", catalog.ListModelsAsync),
            ("GET", "/v2/supported-models/{model}", catalog.GetModelAsync),
            ("GET", "/v2/public/inference-instance-types", catalog.ListInstanceTypesAsync),
            ("GET", "/v2/public/inference-instance-types/{type}", catalog.GetInstanceTypeAsync),
            ("GET", "/v2/public/endpoints", endpoints.ListPublicAsync),
            ("GET", "/v2/organizations/{organization}/endpoints", endpoints.ListOrganizationAsync),
            ("GET", "/v2/projects/{project}/configs", catalog.ListConfigsAsync),
            ("GET", "/v2/projects/{project}/configs/{config}", catalog.GetConfigAsync),
            ("GET", Endpoints, endpoints.ListAsync),
            ("POST", Endpoints, endpoints.CreateAsync),
            ("GET", Endpoint, endpoints.GetAsync),
            ("PATCH", Endpoint, endpoints.UpdateAsync),
            ("DELETE", Endpoint, endpoints.DeleteAsync),
            ("GET", Endpoint + "/events", new EventsRoute(cloud).HandleAsync),
            ("GET", Endpoint + "/analytics", new AnalyticsRoute(cloud).HandleAsync),
            ("GET", Deployments, deployments.ListAsync),
            ("POST", Deployments, deployments.CreateAsync),
            ("GET", Deployment, deployments.GetAsync),
            ("PATCH", Deployment, deployments.UpdateAsync),
            ("DELETE", Deployment, deployments.DeleteAsync),
            ("GET", "/v1/endpoints", v1.ListAsync),
            ("POST", "/v1/endpoints", V1Routes.CreateAsync),
            ("GET", "/v1/endpoints/{endpoint}", v1.GetAsync),
            ("PATCH", "/v1/endpoints/{endpoint}", v1.UpdateAsync),
            ("DELETE", "/v1/endpoints/{endpoint}", v1.DeleteAsync),
            ("GET", "/v1/endpoints/{endpoint}/adapters", v1.ListAdaptersAsync),
            ("GET", "/v1/hardware", v1.ListHardwareAsync),
            ("GET", "/v1/clusters/availability-zones", v1.ListZonesAsync),
        ];
    }

    public IReadOnlyList<(string Method, string Path, Func<ApiCall, Task> Handler)> Routes { get; }
}
