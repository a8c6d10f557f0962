namespace TogetherAI;

/// <summary>A step of a profile change. Immutable.</summary>
public sealed record ProfileChangeProgress
{
    /// <summary>Where it is.</summary>
    public required ProfileChangeStage Stage { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The new deployment as it was read; null before it is made.</summary>
    public DedicatedDeployment? Deployment { get; init; }
}
