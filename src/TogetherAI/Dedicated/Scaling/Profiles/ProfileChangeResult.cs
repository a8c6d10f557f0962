namespace TogetherAI;

/// <summary>What a profile change did. It claims nothing that was not seen. Immutable.</summary>
public sealed record ProfileChangeResult
{
    /// <summary>The deployment that serves now.</summary>
    public required DedicatedDeployment Deployment { get; init; }

    /// <summary>The deployment that served before; null where this call found the change done already.</summary>
    public string? OldDeploymentId { get; init; }

    /// <summary>
    /// What was seen of the old deployment's end; null where there was none to end. Check <see cref="TeardownResult.IsStopped"/>: where it is
    /// false, the old one may still be billed, and calling again goes on.
    /// </summary>
    public TeardownResult? OldDeployment { get; init; }
}
