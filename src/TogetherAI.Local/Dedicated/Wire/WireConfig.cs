namespace TogetherAI.Local.Dedicated;

internal sealed record WireConfig
{
    public required string Id { get; init; }

    public IReadOnlyList<WireEmpty> Certifications => [];

    public required string ReferenceModelId { get; init; }

    public required IReadOnlyList<WireSelector> Selectors { get; init; }

    public string ProjectId => CloudProfile.Platform;

    public required string ReferenceModel { get; init; }

    public static WireConfig Of(CloudProfile profile) => new()
    {
        Id = profile.ConfigId,
        ReferenceModelId = profile.Model.ModelId,
        ReferenceModel = profile.Model.Base,
        Selectors =
        [
            new("accelerator_type", profile.Hardware.Type.Accelerator),
            new("accelerator_count", profile.Hardware.Type.GpuCount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
    };
}

internal sealed record WireSelector(string Key, string Value);
