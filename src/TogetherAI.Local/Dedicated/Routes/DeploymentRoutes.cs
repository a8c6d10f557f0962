using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary><c>/v2/projects/{project}/endpoints/{endpoint}/deployments</c>.</summary>
internal sealed class DeploymentRoutes(VirtualCloud cloud) : CloudRoutes(cloud)
{
    private static readonly Dictionary<string, Func<CloudDeployment, object>> s_fields = new()
    {
        ["name"] = static deployment => (string[])[deployment.ShortName, deployment.Name],
        ["state"] = static deployment => WireNames.Of(deployment.Workload.State),
        ["model"] = static deployment => (string[])[deployment.Wish.Profile.Model.Resource, deployment.Wish.Profile.Model.Base],
        ["created_at"] = static deployment => deployment.CreatedAt,
        ["updated_at"] = static deployment => deployment.UpdatedAt,
    };

    public Task ListAsync(ApiCall call)
    {
        WirePage<WireDeployment> page = Cloud.Clock.Do(() =>
        {
            CloudEndpoint endpoint = Endpoint(call);
            Func<CloudDeployment, bool> filter = ListFilter<CloudDeployment>.Parse(Query(call, "filter") ?? "", s_fields);
            (IReadOnlyList<CloudDeployment> found, string? next) = ListQuery.Read(QueryOf(call)).Apply(
                endpoint.Deployments.Where(filter),
                static (deployment, byUpdate) => (byUpdate ? deployment.UpdatedAt : deployment.CreatedAt, deployment.Sequence));
            return new WirePage<WireDeployment>([.. found.Select(Wire)]) { NextCursor = next };
        });
        return call.WriteJsonAsync(200, page, DedicatedWireJson.Default.WirePageWireDeployment);
    }

    public Task GetAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() => Wire(Deployment(call))));

    public Task CreateAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() =>
    {
        CloudEndpoint endpoint = Endpoint(call);
        bool validateOnly = QueryFlag(call, "validateOnly");
        DeploymentWish wish = new DeploymentReader(Cloud, endpoint, new FieldReader(call.Request)).Read();
        CloudDeployment deployment = new(Cloud, endpoint, wish);
        if (validateOnly)
            return Wire(deployment);
        endpoint.Deployments.Add(deployment);
        Tell(deployment, new CloudEvent("deployment.created") { Name = deployment.Name, Message = $"{deployment.Name} was made." });
        if (wish.Scaling.Max > 0)
            deployment.Workload.Start();
        return Wire(deployment);
    }));

    public Task UpdateAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() =>
    {
        CloudDeployment deployment = Deployment(call);
        FieldReader fields = new(call.Request);
        CloudErrors.CheckEtag(fields.OptionalText("etag"), deployment.Etag);
        UpdateMask mask = new(Query(call, "updateMask"), fields, "name", "autoscaling");
        string? name = mask.Writes("name") ? ResourceName.Read(fields.Text("name"), deployment.Endpoint.FullName) : null;
        WorkloadScaling? scaling = !mask.Writes("autoscaling") ? null
            : fields.Within("autoscaling") is { } autoscaling ? new ScalingReader(autoscaling, deployment.Workload.Scaling, mask).Read()
            : throw ApiException.Invalid("autoscaling", "autoscaling cannot be cleared: a deployment has replicas, or 0 and 0 of them.");
        if (name is not null && name != deployment.ShortName)
        {
            if (deployment.Endpoint.Deployments.Exists(other => other.ShortName == name))
                throw CloudErrors.Taken($"The deployment {deployment.Endpoint.FullName}/{name}");
            deployment.Rename(name);
        }

        deployment.Touch();
        Tell(deployment, new CloudEvent("deployment.updated") { Paths = mask.Written, Message = $"Changed: {string.Join(", ", mask.Written)}." });
        if (scaling is not null)
            deployment.Workload.SetScaling(scaling);
        return Wire(deployment);
    }));

    public Task DeleteAsync(ApiCall call)
    {
        Cloud.Clock.Do(() =>
        {
            CloudDeployment deployment = Deployment(call);
            CloudErrors.CheckEtag(Query(call, "etag"), deployment.Etag);
            if (deployment.Workload.State is not (WorkloadState.Stopped or WorkloadState.Failed))
            {
                throw CloudErrors.Precondition(
                    $"{deployment.Name} is {WireNames.Of(deployment.Workload.State)}. "
                    + "Set minReplicas and maxReplicas to 0 and wait until it is DEPLOYMENT_STATE_STOPPED.");
            }

            if (deployment.Endpoint.Split.Any(entry => entry.DeploymentId == deployment.Id && entry.Weight > 0))
                throw CloudErrors.Precondition($"{deployment.Name} is in the traffic split of {deployment.Endpoint.Id}. Take it out first.");
            deployment.Endpoint.Forget(deployment);
            Tell(deployment, new CloudEvent("deployment.deleted") { Name = deployment.Name, Message = $"{deployment.Name} was deleted." });
        });
        return call.WriteJsonAsync(200, new WireEmpty(), DedicatedWireJson.Default.WireEmpty);
    }

    private static void Tell(CloudDeployment deployment, CloudEvent happened) =>
        deployment.Endpoint.Events.Add(happened with { DeploymentId = deployment.Id });

    private CloudDeployment Deployment(ApiCall call)
    {
        CloudEndpoint endpoint = Endpoint(call);
        string id = Id(call, "deployment");
        return endpoint.Deployments.Find(deployment => deployment.Id == id) ?? throw CloudErrors.NotFound("deployment", id);
    }

    private WireDeployment Wire(CloudDeployment deployment) => WireDeployment.Of(deployment, Cloud.Options.ProjectId);

    private static Task WriteAsync(ApiCall call, WireDeployment deployment) =>
        call.WriteJsonAsync(200, deployment, DedicatedWireJson.Default.WireDeployment);
}
