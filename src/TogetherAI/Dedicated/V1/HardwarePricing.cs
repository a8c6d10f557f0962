namespace TogetherAI;

/// <summary>What hardware costs. Immutable.</summary>
public sealed record HardwarePricing : WireModel
{
    /// <summary>US cents a minute that a replica runs.</summary>
    public decimal CentsPerMinute { get; init; }
}
