using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>How many parameters a model has. Immutable.</summary>
public sealed record ModelParameters : WireModel
{
    /// <summary>All of them.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public long Total { get; init; }

    /// <summary>By the type they are stored in. Never null.</summary>
    public IReadOnlyList<ModelDtypeCount> ByDtype { get => field ?? []; init; }
}
