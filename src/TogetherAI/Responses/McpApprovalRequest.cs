namespace TogetherAI;

/// <summary>A call of a remote server's tool that waits to be approved. Immutable. Answer it with a <see cref="McpApprovalResponse"/>.</summary>
public sealed record McpApprovalRequest : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "mcp_approval_request"; init; }

    /// <summary>The server, by its label in the request.</summary>
    public string ServerLabel { get => field ?? ""; init; }

    /// <summary>The tool.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>The arguments, as the JSON that the model wrote.</summary>
    public string Arguments { get => field ?? ""; init; }
}
