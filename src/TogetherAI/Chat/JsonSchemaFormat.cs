using System.Text.Json;

namespace TogetherAI;

/// <summary>A named JSON Schema that an answer must follow. Immutable.</summary>
public sealed record JsonSchemaFormat : WireModel
{
    /// <summary>Letters, digits, underscores and dashes; at most 64 characters.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>What the answer is for.</summary>
    public string? Description { get; init; }

    /// <summary>The schema.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Whether it must be followed to the letter; null for the service's default.</summary>
    public bool? Strict { get; init; }
}
