using System.Text.Json;

namespace TogetherAI;

/// <summary>A tool of a remote server. Immutable.</summary>
public sealed record McpTool : WireModel
{
    /// <summary>Its name.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON Schema of its arguments.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>What else the server says of it.</summary>
    public JsonElement? Annotations { get; init; }
}
