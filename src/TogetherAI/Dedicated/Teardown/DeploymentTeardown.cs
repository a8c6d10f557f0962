namespace TogetherAI;

/// <summary>What a teardown did to a deployment, and saw of it. Immutable.</summary>
public sealed record DeploymentTeardown
{
    /// <summary>The deployment (<c>dep_…</c>).</summary>
    public required string Id { get; init; }

    /// <summary>The state it was last seen in; null where it was gone before it was looked at.</summary>
    public DeploymentState? LastState { get; init; }

    /// <summary>Whether the service took the order to have no replicas, now or earlier.</summary>
    public bool IsStopAsked { get; init; }

    /// <summary>Whether it was seen stopped, or is gone: nothing of it can be billed any more.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether it is out of the traffic split.</summary>
    public bool IsOutOfSplit { get; init; }

    /// <summary>Whether it is gone.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Why its next step failed when it was last tried; null where it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>What is left of it, in words.</summary>
    /// <returns>Such as <c>dep_1: asked to stop, last seen DEPLOYMENT_STATE_STOPPING</c>.</returns>
    public override string ToString() => Id + ": " + (IsDeleted
        ? "deleted"
        : $"{(IsStopped ? "stopped" : IsStopAsked ? "asked to stop" : "not asked to stop")}, last seen {LastState?.Value ?? "nowhere"}{(Problem is null ? "" : $" ({Problem})")}");
}
