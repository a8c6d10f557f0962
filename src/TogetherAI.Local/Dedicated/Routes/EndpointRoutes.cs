using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary><c>/v2/projects/{project}/endpoints</c>.</summary>
internal sealed class EndpointRoutes(VirtualCloud cloud) : CloudRoutes(cloud)
{
    private const string Private = "VISIBILITY_PRIVATE";
    private const string Internal = "VISIBILITY_INTERNAL";

    private static readonly Dictionary<string, Func<CloudEndpoint, object>> s_fields = new()
    {
        ["name"] = static endpoint => (string[])[endpoint.Name, endpoint.FullName],
        ["created_at"] = static endpoint => endpoint.CreatedAt,
        ["updated_at"] = static endpoint => endpoint.UpdatedAt,
    };

    public Task ListAsync(ApiCall call) => WriteListAsync(call, internalOnly: false);

    /// <summary>Those that the whole organization may use.</summary>
    public Task ListOrganizationAsync(ApiCall call) => WriteListAsync(call, internalOnly: true);

    /// <summary>This cloud has none that everyone may use.</summary>
    public Task ListPublicAsync(ApiCall call) =>
        call.WriteJsonAsync(200, new WirePage<WirePublicEndpoint>([]), DedicatedWireJson.Default.WirePageWirePublicEndpoint);

    public Task GetAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() => Wire(Endpoint(call))));

    public Task CreateAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() =>
    {
        CheckProject(call);
        FieldReader fields = new(call.Request);
        string name = ResourceName.Read(fields.Text("name"), Cloud.Options.ProjectSlug);
        CheckFree(name);
        CloudEndpoint endpoint = new(Cloud, name, fields.Choice("visibility", Private, Internal) ?? Private);
        Cloud.Endpoints.Add(endpoint);
        endpoint.Events.Add(new CloudEvent("endpoint.created") { Name = endpoint.FullName, Message = $"{endpoint.FullName} was made." });
        return Wire(endpoint);
    }));

    public Task UpdateAsync(ApiCall call) => WriteAsync(call, Cloud.Clock.Do(() =>
    {
        CloudEndpoint endpoint = Endpoint(call);
        FieldReader fields = new(call.Request);
        CloudErrors.CheckEtag(fields.OptionalText("etag"), endpoint.Etag);
        UpdateMask mask = new(Query(call, "updateMask"), fields, "name", "visibility", "trafficSplit");
        // All is read before anything is written: a change happens as a whole or not at all.
        string? name = mask.Writes("name") ? ResourceName.Read(fields.Text("name"), Cloud.Options.ProjectSlug) : null;
        string? visibility = mask.Writes("visibility") ? fields.Choice("visibility", Private, Internal) ?? Private : null;
        List<SplitEntry>? split = mask.Writes("trafficSplit") ? ReadSplit(fields, endpoint) : null;
        if (name is not null && name != endpoint.Name)
        {
            CheckFree(name);
            endpoint.Rename(name);
        }

        if (visibility is not null)
            endpoint.Show(visibility);
        if (split is not null)
            endpoint.Share(split);
        endpoint.Touch();
        endpoint.Events.Add(new CloudEvent("endpoint.updated") { Paths = mask.Written, Message = $"Changed: {string.Join(", ", mask.Written)}." });
        return Wire(endpoint);
    }));

    public Task DeleteAsync(ApiCall call)
    {
        Cloud.Clock.Do(() =>
        {
            CloudEndpoint endpoint = Endpoint(call);
            CloudErrors.CheckEtag(Query(call, "etag"), endpoint.Etag);
            if (endpoint.Deployments.Count > 0)
            {
                string left = string.Join(", ", endpoint.Deployments.Select(static deployment => deployment.Id));
                throw CloudErrors.Precondition($"{endpoint.FullName} has deployments: {left}. Delete them first.");
            }

            Cloud.Endpoints.Remove(endpoint);
        });
        return call.WriteJsonAsync(200, new WireEmpty(), DedicatedWireJson.Default.WireEmpty);
    }

    private Task WriteListAsync(ApiCall call, bool internalOnly)
    {
        WirePage<WireEndpoint> page = Cloud.Clock.Do(() =>
        {
            if (internalOnly && Id(call, "organization") != Cloud.Options.OrganizationId)
                throw CloudErrors.NotFound("organization", Id(call, "organization"));
            if (!internalOnly)
                CheckProject(call);
            Func<CloudEndpoint, bool> filter = ListFilter<CloudEndpoint>.Parse(Query(call, "filter") ?? "", s_fields);
            (IReadOnlyList<CloudEndpoint> found, string? next) = ListQuery.Read(QueryOf(call)).Apply(
                Cloud.Endpoints.Where(endpoint => (!internalOnly || endpoint.Visibility == Internal) && filter(endpoint)),
                static (endpoint, byUpdate) => (byUpdate ? endpoint.UpdatedAt : endpoint.CreatedAt, endpoint.Sequence));
            return new WirePage<WireEndpoint>([.. found.Select(Wire)]) { NextCursor = next };
        });
        return call.WriteJsonAsync(200, page, DedicatedWireJson.Default.WirePageWireEndpoint);
    }

    private static List<SplitEntry> ReadSplit(FieldReader fields, CloudEndpoint endpoint)
    {
        List<SplitEntry> split = [];
        foreach (FieldReader entry in fields.Objects("trafficSplit") ?? [])
        {
            string id = entry.Text("deploymentId");
            if (!endpoint.Deployments.Exists(deployment => deployment.Id == id))
                throw ApiException.Invalid("trafficSplit", $"trafficSplit names {id}, which is no deployment of {endpoint.FullName}.");
            if (split.Exists(other => other.DeploymentId == id))
                throw ApiException.Invalid("trafficSplit", $"trafficSplit names {id} twice.");
            double weight = entry.Double("weight", 0, double.MaxValue)
                ?? throw ApiException.Invalid("trafficSplit", "trafficSplit: weight is required.");
            split.Add(new SplitEntry(id, weight));
        }

        return split;
    }

    private void CheckFree(string name)
    {
        if (Cloud.Endpoints.Exists(other => other.Name == name))
            throw CloudErrors.Taken($"The endpoint {Cloud.Options.ProjectSlug}/{name}");
    }

    private WireEndpoint Wire(CloudEndpoint endpoint) => WireEndpoint.Of(endpoint, Cloud.Options.ProjectId);

    private static Task WriteAsync(ApiCall call, WireEndpoint endpoint) =>
        call.WriteJsonAsync(200, endpoint, DedicatedWireJson.Default.WireEndpoint);
}
