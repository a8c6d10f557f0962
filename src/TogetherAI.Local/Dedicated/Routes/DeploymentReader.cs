using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>Reads and checks a deployment that is asked for. Called under the cloud's lock.</summary>
internal sealed class DeploymentReader(VirtualCloud cloud, CloudEndpoint endpoint, FieldReader fields)
{
    public DeploymentWish Read()
    {
        string name = ResourceName.Read(fields.Text("name"), endpoint.FullName);
        if (endpoint.Deployments.Exists(other => other.ShortName == name))
            throw CloudErrors.Taken($"The deployment {endpoint.FullName}/{name}");
        if (fields.Within("autoscaling") is not { } autoscaling)
            throw ApiException.Invalid("autoscaling", "autoscaling is required.");
        CloudProfile profile = Profile();
        return new DeploymentWish(name, profile, new ScalingReader(autoscaling, null, null).Read(), Place(profile))
        {
            EnableLora = fields.Find("enableLora") is null ? null : fields.Flag("enableLora"),
        };
    }

    private CloudProfile Profile()
    {
        string? model = fields.OptionalText("model") ?? fields.OptionalText("modelId");
        if (model is null)
            throw ApiException.Invalid("model", "model is required. Take it from a deployment profile of a supported model.");
        CloudModel known = cloud.Catalog.Models.Find(known => model == known.Resource || model == known.Base || model == known.ModelId)
            ?? throw CloudErrors.NotFound("model", model);
        CloudProfile[] profiles = [.. cloud.Catalog.Of(known)];
        string? config = fields.OptionalText("config") ?? fields.OptionalText("configId");
        if (config is null)
        {
            return profiles.Length == 1 ? profiles[0] : throw ApiException.Invalid(
                "config", $"config is required, since the model has several: {string.Join(", ", profiles.Select(static profile => profile.Config))}.");
        }

        return Array.Find(profiles, profile => config == profile.Config || config == profile.ConfigId)
            ?? throw (cloud.Catalog.Profiles.Any(profile => config == profile.Config || config == profile.ConfigId)
                ? ApiException.Invalid("config", $"The config {config} is not for the model {model}.")
                : CloudErrors.NotFound("config", config));
    }

    private Placement Place(CloudProfile profile)
    {
        if (fields.Within("placement") is not { } placement)
            return Placement.Anywhere;
        if (placement.OptionalText("profile") is { } saved)
            throw CloudErrors.NotFound("placement profile", saved);
        if (placement.Within("inline") is not { } inline)
            return Placement.Anywhere;
        bool required = inline.Choice("constraint", WirePlacement.Required, WirePlacement.Preferred) != WirePlacement.Preferred;
        IReadOnlyList<string> regions = inline.Strings("regions");
        return regions.FirstOrDefault(region => !profile.Hardware.Has(region)) is { } unknown
            ? throw ApiException.Invalid(
                "placement.inline.regions",
                $"{profile.Hardware.Id} is not offered in {unknown}. It is in: {string.Join(", ", profile.Hardware.Regions)}.")
            : new Placement(regions, required);
    }
}
