namespace TogetherAI;

/// <summary>What the idle guard decided about one deployment, and why. Immutable.</summary>
public sealed record IdleDecision
{
    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The endpoint's id (<c>ep_…</c>).</summary>
    public required string EndpointId { get; init; }

    /// <summary>The endpoint's name, <c>project/endpoint</c>.</summary>
    public required string EndpointName { get; init; }

    /// <summary>The deployment's id (<c>dep_…</c>).</summary>
    public required string DeploymentId { get; init; }

    /// <summary>What was decided.</summary>
    public required IdleVerdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public required IdleReason Reason { get; init; }

    /// <summary>Why, in a sentence with its numbers.</summary>
    public required string Message { get; init; }

    /// <summary>What came of it.</summary>
    public IdleOutcome Outcome { get; init; }

    /// <summary>How long it may be idle.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>
    /// How far the service's numbers lag behind, as far as that is known: what others sent within that time is invisible. Null where the
    /// decision was made without them.
    /// </summary>
    public TimeSpan? ServiceLag { get; init; }

    /// <summary>Requests that the service reports within the window; null where the decision was made without them.</summary>
    public long? ServiceRequests { get; init; }

    /// <summary>This process's calls under way.</summary>
    public int InFlight { get; init; }

    /// <summary>Since this process's last call; null where there was none.</summary>
    public TimeSpan? OwnQuiet { get; init; }

    /// <summary>How many replicas are ready, and billed.</summary>
    public int ReadyReplicas { get; init; }

    /// <summary>What went wrong, where <see cref="Outcome"/> is <see cref="IdleOutcome.StopFailed"/> or the service could not be asked; else null.</summary>
    public TogetherException? Error { get; init; }

    /// <summary>The decision in a line.</summary>
    /// <returns>Such as <c>acme/chat (dep_1): stop: …</c>.</returns>
    public override string ToString() => $"{EndpointName} ({DeploymentId}): {Word}: {Message}";

    private string Word => (Verdict, Outcome) switch
    {
        (IdleVerdict.Stop, IdleOutcome.StopAccepted) => "stopped",
        (IdleVerdict.Stop, IdleOutcome.DryRun) => "would be stopped",
        (IdleVerdict.Stop, IdleOutcome.StopFailed) => "could not be stopped",
        (IdleVerdict.Stop, _) => "stop",
        (IdleVerdict.CannotJudge, _) => "cannot judge",
        _ => "kept",
    };
}
