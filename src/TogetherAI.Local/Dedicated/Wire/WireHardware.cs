using System.Text.Json.Serialization;

namespace TogetherAI.Local.Dedicated;

internal sealed record WireHardware
{
    private const string Link = "sxm";

    public string Object => "hardware";

    public required string Id { get; init; }

    public required WireHardwarePricing Pricing { get; init; }

    public required WireHardwareSpecs Specs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WireHardwareAvailability? Availability { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public static string IdOf(InstanceTypeOptions type) =>
        FormattableString.Invariant($"{type.GpuCount}x_{type.Accelerator.Replace('-', '_')}_{Link}");

    public static WireHardware Of(HardwarePool pool, DateTime updatedAt, bool withAvailability)
    {
        InstanceTypeOptions type = pool.Type;
        return new WireHardware
        {
            Id = IdOf(type),
            Pricing = new WireHardwarePricing(type.PriceCentsPerHour / 60m),
            Specs = new WireHardwareSpecs(
                type.Accelerator.StartsWith("nvidia-", StringComparison.Ordinal) ? type.Accelerator["nvidia-".Length..] : type.Accelerator,
                Link,
                type.GpuMemoryGib,
                type.GpuCount),
            Availability = !withAvailability ? null
                : new WireHardwareAvailability(pool.Regions.Any(region => pool.Free(region) > 0) ? "available" : "unavailable"),
            UpdatedAt = updatedAt,
        };
    }
}

internal sealed record WireHardwarePricing(decimal CentsPerMinute);

internal sealed record WireHardwareSpecs(string GpuType, string GpuLink, int GpuMemory, int GpuCount);

internal sealed record WireHardwareAvailability(string Status);

internal sealed record WireZones(IReadOnlyList<string> Avzones);
