using System.Text.Json;

namespace TogetherAI;

/// <summary>The tools that a remote server offers. Immutable. Sent back with the conversation it saves asking again.</summary>
public sealed record McpToolList : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "mcp_list_tools"; init; }

    /// <summary>The server, by its label in the request.</summary>
    public string ServerLabel { get => field ?? ""; init; }

    /// <summary>Its tools. Never null.</summary>
    public IReadOnlyList<McpTool> Tools { get => field ?? []; init; }

    /// <summary>Why the server did not tell: a text or an object, as the server made it. Null where it did.</summary>
    public JsonElement? Error { get; init; }
}
