using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Hardware that an endpoint of the first version can run on. Immutable.</summary>
public sealed record Hardware : WireModel
{
    /// <summary>Always <c>hardware</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>Its id, such as <c>2x_nvidia_h100_80gb_sxm</c>.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>What it costs. Never null.</summary>
    public HardwarePricing Pricing { get => field ?? new(); init; }

    /// <summary>What it consists of. Never null.</summary>
    public HardwareSpecs Specs { get => field ?? new(); init; }

    /// <summary>Whether it is to be had; null where the list is not for one model.</summary>
    public HardwareAvailability? Availability { get; init; }

    /// <summary>When that was found out.</summary>
    [JsonConverter(typeof(TimestampConverter))]
    public DateTimeOffset UpdatedAt { get; init; }
}
