using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>What there is to rent, and who asks: models, configs, hardware, the key's own project.</summary>
internal sealed class CatalogRoutes(VirtualCloud cloud) : CloudRoutes(cloud)
{
    private readonly DateTime _since = cloud.Clock.Do(() => cloud.Clock.Now.UtcDateTime);

    public Task WhoAmIAsync(ApiCall call) => call.WriteJsonAsync(
        200,
        new WireWhoAmI
        {
            ApiKeyId = "key_local",
            ProjectId = Cloud.Options.ProjectId,
            ProjectName = Cloud.Options.ProjectSlug,
            ProjectSlug = Cloud.Options.ProjectSlug,
            OrganizationId = Cloud.Options.OrganizationId,
            OrganizationName = Cloud.Options.OrganizationId,
        },
        Wire.WireJson.Default.WireWhoAmI);

    public Task ListModelsAsync(ApiCall call)
    {
        string? search = Query(call, "search");
        bool offered = Query(call, "product") is null or "PRODUCT_DEDICATED" && Query(call, "modality") is null or "MODALITY_TEXT";
        IEnumerable<CloudModel> models = Cloud.Catalog.Models.Where(model => offered && (search is null
            || model.Name.Contains(search, StringComparison.OrdinalIgnoreCase)
            || model.Id.Contains(search, StringComparison.OrdinalIgnoreCase)));
        // All were added at once, so their order is the one of the options.
        List<CloudModel> order = Cloud.Catalog.Models;
        (IReadOnlyList<CloudModel> found, string? next) =
            ListQuery.Read(QueryOf(call)).Apply(models, (model, _) => (default, order.Count - order.IndexOf(model)));
        return call.WriteJsonAsync(
            200,
            new WirePage<WireSupportedModel>([.. found.Select(ModelOf)]) { NextCursor = next },
            DedicatedWireJson.Default.WirePageWireSupportedModel);
    }

    public Task GetModelAsync(ApiCall call)
    {
        string id = Id(call, "model");
        CloudModel model = Cloud.Catalog.Models.Find(model => model.Id == id) ?? throw CloudErrors.NotFound("supported model", id);
        return call.WriteJsonAsync(200, ModelOf(model), DedicatedWireJson.Default.WireSupportedModel);
    }

    public Task ListInstanceTypesAsync(ApiCall call)
    {
        // In full, whatever the limit, as the service says of itself.
        WirePage<WireInstanceType> page = Cloud.Clock.Do(() => new WirePage<WireInstanceType>([.. Cloud.Catalog.Pools.Select(WireInstanceType.Of)]));
        return call.WriteJsonAsync(200, page, DedicatedWireJson.Default.WirePageWireInstanceType);
    }

    public Task GetInstanceTypeAsync(ApiCall call)
    {
        string id = Id(call, "type");
        WireInstanceType type = Cloud.Clock.Do(() =>
            WireInstanceType.Of(Cloud.Catalog.Pools.FirstOrDefault(pool => pool.Id == id) ?? throw CloudErrors.NotFound("instance type", id)));
        return call.WriteJsonAsync(200, type, DedicatedWireJson.Default.WireInstanceType);
    }

    public Task ListConfigsAsync(ApiCall call)
    {
        CheckProject(call);
        (string? model, string? id) = (Query(call, "referenceModel"), Query(call, "referenceModelId"));
        IReadOnlyList<CloudProfile> all = Cloud.Catalog.Profiles;
        (IReadOnlyList<CloudProfile> found, string? next) = ListQuery.Read(QueryOf(call)).Apply(
            all.Where(profile => (model is null || profile.Model.Base == model) && (id is null || profile.Model.ModelId == id)),
            (profile, _) => (default, all.Count - all.ToList().IndexOf(profile)));
        return call.WriteJsonAsync(
            200, new WirePage<WireConfig>([.. found.Select(WireConfig.Of)]) { NextCursor = next }, DedicatedWireJson.Default.WirePageWireConfig);
    }

    public Task GetConfigAsync(ApiCall call)
    {
        // Those of the service's own are the only ones, and they are found in any project.
        string id = Id(call, "config");
        CloudProfile profile = Cloud.Catalog.Profiles.FirstOrDefault(profile => profile.ConfigId == id) ?? throw CloudErrors.NotFound("config", id);
        return call.WriteJsonAsync(200, WireConfig.Of(profile), DedicatedWireJson.Default.WireConfig);
    }

    private WireSupportedModel ModelOf(CloudModel model) => new()
    {
        Id = model.Id,
        Name = model.Name,
        BaseModelId = model.ModelId,
        BaseModel = model.Base,
        DeploymentProfiles = [.. Cloud.Catalog.Of(model).Select(WireProfile.Of)],
        CreatedAt = _since,
        UpdatedAt = _since,
    };
}
