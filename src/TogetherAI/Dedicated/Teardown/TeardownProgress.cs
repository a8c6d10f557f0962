namespace TogetherAI;

/// <summary>Something that a teardown did or saw. Immutable.</summary>
public sealed record TeardownProgress
{
    /// <summary>What.</summary>
    public required TeardownStep Step { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The endpoint (<c>ep_…</c>).</summary>
    public required string EndpointId { get; init; }

    /// <summary>The deployment (<c>dep_…</c>); null where it is about the endpoint.</summary>
    public string? DeploymentId { get; init; }

    /// <summary>The state the deployment was seen in; null where it is about something else.</summary>
    public DeploymentState? State { get; init; }

    /// <summary>What failed; null where nothing did.</summary>
    public TogetherException? Error { get; init; }
}
