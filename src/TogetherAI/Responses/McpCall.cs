using System.Text.Json;

namespace TogetherAI;

/// <summary>A call of a remote server's tool, which the service has made. Immutable.</summary>
public sealed record McpCall : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "mcp_call"; init; }

    /// <summary>The server, by its label in the request.</summary>
    public string ServerLabel { get => field ?? ""; init; }

    /// <summary>The tool.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The arguments, as the JSON that the model wrote.</summary>
    public string Arguments { get => field ?? ""; init; }

    /// <summary>What it gave; null where it gave nothing.</summary>
    public string? Output { get; init; }

    /// <summary>Why it failed: a text or an object, as the server made it. Null where it did not.</summary>
    public JsonElement? Error { get; init; }

    /// <summary>The request it was approved by; null where it needed none.</summary>
    public string? ApprovalRequestId { get; init; }
}
