using TogetherAI.Local.Answers;
using TogetherAI.Local.Catalog;

namespace TogetherAI.Local.Dedicated;

/// <summary>The hardware, models and profiles of a cloud, as the options have them. Their numbers change; the sets do not.</summary>
internal sealed class CloudCatalog
{
    public CloudCatalog(DedicatedCloudOptions options, ModelCatalog models)
    {
        Pools = [.. options.InstanceTypes.Select(static type => new HardwarePool(type))];
        foreach (InstanceTypeOptions type in options.InstanceTypes)
        {
            if (type.Regions.Count == 0 || type.Regions.Values.Any(static room => room < 0))
            {
                throw new ArgumentException(
                    $"The instance type {type.Id} needs at least one region, each with room for 0 replicas or more.", nameof(options));
            }
        }

        List<CloudProfile> profiles = [];
        foreach (SupportedModelOptions model in options.SupportedModels)
        {
            CloudModel known = new(model.Name, Key(model.Name), models.Has(model.Name) ? model.Name : models.DefaultName);
            Models.Add(known);
            IReadOnlyList<DeploymentProfileOptions> ways = model.Profiles.Count > 0
                ? model.Profiles
                : [.. options.InstanceTypes.Select(static type => new DeploymentProfileOptions(type.Id))];
            foreach (DeploymentProfileOptions way in ways)
            {
                HardwarePool pool = Pools.FirstOrDefault(pool => pool.Id == way.InstanceType) ?? throw new ArgumentException(
                    $"A profile of {model.Name} is for {way.InstanceType}, which is none of the instance types: "
                    + $"{string.Join(", ", options.InstanceTypes.Select(static type => type.Id))}.",
                    nameof(options));
                if (way.Model is { } engine && !models.Has(engine))
                {
                    throw new ArgumentException(
                        $"A profile of {model.Name} leads to {engine}, which is none of the server's models.", nameof(options));
                }

                string config = FormattableString.Invariant($"{model.Name}/{way.InstanceType}/{way.Quantization}/{profiles.Count}");
                profiles.Add(new CloudProfile(known, way, pool, "cr_" + Key(config)));
            }
        }

        Profiles = profiles;
    }

    public IReadOnlyList<HardwarePool> Pools { get; }

    public List<CloudModel> Models { get; } = [];

    public IReadOnlyList<CloudProfile> Profiles { get; }

    public IEnumerable<CloudProfile> Of(CloudModel model) => Profiles.Where(profile => profile.Model == model);

    /// <summary>An id's letters, always the same for the same text.</summary>
    public static string Key(string text, int seed = 0) => DefaultSeed.Of(text, seed).ToString("x14", System.Globalization.CultureInfo.InvariantCulture);
}
