namespace TogetherAI.Local.Wire;

internal sealed record WireModelInfo
{
    public required string Id { get; init; }

    public string Object => "model";

    public long Created { get; init; }

    public required string Type { get; init; }

    public required string DisplayName { get; init; }

    public required string Organization { get; init; }

    public required int ContextLength { get; init; }

    public WirePricing Pricing { get; init; } = new();
}

/// <summary>USD for a million tokens; what runs here costs nothing unless the options say so.</summary>
internal sealed record WirePricing
{
    public decimal Hourly { get; init; }

    public decimal Input { get; init; }

    public decimal Output { get; init; }

    public decimal Base { get; init; }

    public decimal Finetune { get; init; }
}
