namespace TogetherAI.ApiTour.Stops;

/// <summary>
/// Dedicated endpoints. An endpoint costs nothing until a deployment runs on it: the tour makes one without any, and has a deployment only
/// checked and not made. On this machine, where nothing costs, it makes one too, without replicas.
/// </summary>
internal static class DedicatedStops
{
    private const string Own = "endpoint of the tour";
    private const string OwnDeployment = "deployment of the tour";

    public static IReadOnlyList<Stop> All { get; } =
    [
        Stop.Reads("v2/supported-models", static async tour =>
        {
            SupportedModel? model = await tour.FirstAsync(tour.Client.Dedicated.SupportedModels.ListAsync(cancellationToken: tour.Token));
            tour.Found("supported model", model?.Id);
            tour.Found("base model", model?.BaseModelId);
            tour.Found("model's resource name", model?.DeploymentProfiles.FirstOrDefault()?.Model);
            tour.Found("config's resource name", model?.DeploymentProfiles.FirstOrDefault()?.Config);
        }),
        Stop.Reads("v2/supported-models/{id}", static async tour => await tour.Client.Dedicated.SupportedModels.GetAsync(tour.Need("supported model"), tour.Token)),
        Stop.Reads("v2/public/inference-instance-types", static async tour =>
            tour.Found("instance type", (await tour.FirstAsync(tour.Client.Dedicated.InstanceTypes.ListAsync(tour.Token)))?.Id)),
        Stop.Reads("v2/public/inference-instance-types/{id}", static async tour => await tour.Client.Dedicated.InstanceTypes.GetAsync(tour.Need("instance type"), tour.Token)),
        Stop.Reads("v2/public/endpoints", static async tour => await tour.FirstAsync(tour.Client.Dedicated.Endpoints.ListPublicAsync(cancellationToken: tour.Token))),
        Stop.Reads("v2/organizations/{organizationId}/endpoints", static async tour =>
            await tour.FirstAsync(tour.Client.Dedicated.Endpoints.ListOrganizationAsync(tour.Need("organization"), cancellationToken: tour.Token))),
        Stop.Reads("v2/organizations/{organizationId}/models", static async tour =>
            await tour.FirstAsync(tour.Client.Dedicated.Models.ListOrganizationAsync(tour.Need("organization"), cancellationToken: tour.Token))),
        Stop.Reads("v2/projects/{projectId}/configs", static async tour =>
            tour.Found("config", (await tour.FirstAsync(tour.Client.Dedicated.Configs.ListAsync(cancellationToken: tour.Token)))?.Id)),
        Stop.Reads("v2/projects/{projectId}/configs/{id}", static async tour => await tour.Client.Dedicated.Configs.GetAsync(tour.Need("config"), tour.Token)),
        Stop.Changes("POST", "v2/projects/{projectId}/endpoints", static async tour =>
        {
            string id = (await tour.Client.Dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = "api-tour" }, tour.Token)).Id;
            tour.Found(Own, id);
            tour.Found("endpoint", id);
        }),
        Stop.Reads("v2/projects/{projectId}/endpoints", static async tour =>
            tour.Found("endpoint", (await tour.FirstAsync(tour.Client.Dedicated.Endpoints.ListAsync(cancellationToken: tour.Token)))?.Id)),
        Stop.Reads("v2/projects/{projectId}/endpoints/{id}", static async tour => await tour.Client.Dedicated.Endpoints.GetAsync(tour.Need("endpoint"), tour.Token)),
        Stop.Changes("PATCH", "v2/projects/{projectId}/endpoints/{id}", static async tour =>
            await tour.Client.Dedicated.Endpoints.UpdateAsync(tour.Need(Own), new DedicatedEndpointUpdate { Name = "api-tour-2" }, tour.Token)),
        Stop.Reads("v2/projects/{projectId}/endpoints/{id}/events", static async tour =>
            await tour.FirstAsync(tour.Client.Dedicated.Endpoints.ListEventsAsync(tour.Need("endpoint"), cancellationToken: tour.Token))),
        Stop.Reads("v2/projects/{projectId}/endpoints/{id}/analytics", static async tour =>
            await tour.Client.Dedicated.Endpoints.GetAnalyticsAsync(tour.Need("endpoint"), cancellationToken: tour.Token)),
        Stop.Changes("POST", "v2/projects/{projectId}/endpoints/{endpointId}/deployments", static async tour =>
        {
            CreateDedicatedDeploymentRequest request = new()
            {
                Name = "api-tour",
                Model = tour.Need("model's resource name"),
                Config = tour.Need("config's resource name"),
                Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 1 },
            };
            await tour.Client.Dedicated.Deployments.ValidateAsync(tour.Need(Own), request, tour.Token);
            if (!tour.Client.BaseAddress.IsLoopback)
                return;
            CreateDedicatedDeploymentRequest stopped = request with { Autoscaling = new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 0 } };
            string id = (await tour.Client.Dedicated.Deployments.CreateAsync(tour.Need(Own), stopped, tour.Token)).Id;
            tour.Found(OwnDeployment, id);
            tour.Found("endpoint", tour.Need(Own));
        }),
        Stop.Reads("v2/projects/{projectId}/endpoints/{endpointId}/deployments", static async tour => tour.Found(
            "deployment",
            (await tour.FirstAsync(tour.Client.Dedicated.Deployments.ListAsync(tour.Need("endpoint"), cancellationToken: tour.Token)))?.Id)),
        Stop.Reads("v2/projects/{projectId}/endpoints/{endpointId}/deployments/{id}", static async tour =>
            await tour.Client.Dedicated.Deployments.GetAsync(tour.Need("endpoint"), tour.Need("deployment"), tour.Token)),
        // Others' deployments are left alone.
        Stop.Changes("PATCH", "v2/projects/{projectId}/endpoints/{endpointId}/deployments/{id}", static async tour =>
            await tour.Client.Dedicated.Deployments.UpdateAsync(
                tour.Need(Own), tour.Need(OwnDeployment), new DedicatedDeploymentUpdate { Name = "api-tour-2" }, tour.Token)),
        Stop.Changes("DELETE", "v2/projects/{projectId}/endpoints/{endpointId}/deployments/{id}", static async tour =>
        {
            await tour.Client.Dedicated.Deployments.DeleteAsync(tour.Need(Own), tour.Need(OwnDeployment), cancellationToken: tour.Token);
            tour.Gone(OwnDeployment);
        }),
        Stop.Changes("DELETE", "v2/projects/{projectId}/endpoints/{id}", static async tour =>
        {
            await tour.Client.Dedicated.Endpoints.DeleteAsync(tour.Need(Own), cancellationToken: tour.Token);
            tour.Gone(Own);
        }),
        .. DedicatedModelStops.All,
    ];
}
