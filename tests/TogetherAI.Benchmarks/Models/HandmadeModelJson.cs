using System.Text.Json.Serialization;

namespace TogetherAI.Benchmarks.Models;

/// <summary>The types a careful programmer writes for the list of models, with every field that is on the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<HandmadeModel>))]
internal sealed partial class HandmadeModelJson : JsonSerializerContext;

internal sealed class HandmadeModel
{
    public string? Id { get; set; }

    public string? Object { get; set; }

    public long Created { get; set; }

    public string? Type { get; set; }

    public string? DisplayName { get; set; }

    public string? Organization { get; set; }

    public string? Link { get; set; }

    public string? License { get; set; }

    public int? ContextLength { get; set; }

    public HandmadePricing? Pricing { get; set; }
}

internal sealed class HandmadePricing
{
    public decimal? Hourly { get; set; }

    public decimal? Input { get; set; }

    public decimal? Output { get; set; }

    public decimal? Base { get; set; }

    public decimal? Finetune { get; set; }

    public decimal? CachedInput { get; set; }
}
