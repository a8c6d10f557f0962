using System.Text.Json;

namespace TogetherAI;

/// <summary>A function as the model sees it. Immutable.</summary>
public sealed record FunctionDefinition : WireModel
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>What it does and when to use it.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON Schema of its arguments.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Whether the arguments must follow the schema to the letter, where the model can promise that.</summary>
    public bool? Strict { get; init; }
}
