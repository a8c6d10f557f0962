namespace TogetherAI.Local.Dedicated;

internal sealed record WireSupportedModel
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string DisplayName => Name;

    public string[] InputModalities => ["MODALITY_TEXT"];

    public string[] OutputModalities => ["MODALITY_TEXT"];

    public string[] Products => ["PRODUCT_DEDICATED"];

    public string[] Capabilities => ["CAPABILITY_CHAT"];

    public string Publisher => "local";

    public string Status => "SUPPORTED_MODEL_STATUS_SUPPORTED";

    public string DisplayType => "chat";

    public required string BaseModelId { get; init; }

    public required string BaseModel { get; init; }

    public required IReadOnlyList<WireProfile> DeploymentProfiles { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }
}

internal sealed record WireProfile
{
    public required string ProfileId { get; init; }

    public required string CertifiedConfigRevisionId { get; init; }

    public required string CertifiedModelRevisionId { get; init; }

    public required string GpuType { get; init; }

    public required int GpuCount { get; init; }

    public required string Quantization { get; init; }

    public required WireBenchmarks PerformanceBenchmarks { get; init; }

    public required string Config { get; init; }

    public required string Model { get; init; }

    public required string Parallelism { get; init; }

    public required string ModelName { get; init; }

    public static WireProfile Of(CloudProfile profile) => new()
    {
        ProfileId = profile.ConfigId,
        CertifiedConfigRevisionId = profile.ConfigId,
        CertifiedModelRevisionId = profile.Model.RevisionId,
        GpuType = profile.Hardware.Type.GpuType,
        GpuCount = profile.Hardware.Type.GpuCount,
        Quantization = profile.Options.Quantization,
        PerformanceBenchmarks = new WireBenchmarks
        {
            DecodingSpeedTps = profile.Options.TokensPerSecond,
            TimeToFirstTokenMs = profile.Options.TimeToFirstToken > TimeSpan.Zero ? (int)profile.Options.TimeToFirstToken.TotalMilliseconds : null,
        },
        Config = profile.Config,
        Model = profile.Model.Resource,
        Parallelism = FormattableString.Invariant($"TP{profile.Hardware.Type.GpuCount}"),
        ModelName = profile.Model.Name,
    };
}

/// <summary>What nobody has said is left out.</summary>
internal sealed record WireBenchmarks
{
    public double? DecodingSpeedTps { get; init; }

    public int? TimeToFirstTokenMs { get; init; }
}
