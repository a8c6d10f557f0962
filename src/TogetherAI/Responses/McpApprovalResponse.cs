namespace TogetherAI;

/// <summary>Whether a call of a remote server's tool may be made. Immutable.</summary>
public sealed record McpApprovalResponse : ResponseItem
{
    /// <inheritdoc/>
    public override string Type { get => field ?? "mcp_approval_response"; init; }

    /// <summary>The <see cref="ResponseItem.Id"/> of the request.</summary>
    public string ApprovalRequestId { get => field ?? ""; init; }

    /// <summary>Whether it may.</summary>
    public bool Approve { get; init; }

    /// <summary>Why, for the model.</summary>
    public string? Reason { get; init; }
}
