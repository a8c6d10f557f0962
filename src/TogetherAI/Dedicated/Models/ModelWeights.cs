using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What the service found out from a model's files. Immutable.</summary>
public sealed record ModelWeights : WireModel
{
    /// <summary>What they are for.</summary>
    public WeightsType? Type { get; init; }

    /// <summary>How they guess ahead, where they do.</summary>
    public SpeculatorMechanism? SpeculatorMechanism { get; init; }

    /// <summary>The family of the small model, where they are one.</summary>
    public DraftSpeculatorType? DraftSpeculatorType { get; init; }

    /// <summary>The architecture.</summary>
    public string? Architecture { get; init; }

    /// <summary>The longest context, in tokens.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long? ContextLength { get; init; }

    /// <summary>How many parameters they hold.</summary>
    public ModelParameters? Parameters { get; init; }
}
