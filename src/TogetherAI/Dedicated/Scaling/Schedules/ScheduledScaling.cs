namespace TogetherAI;

/// <summary>Something that a scheduled scaler did. Immutable.</summary>
public sealed record ScheduledScaling
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rule that holds.</summary>
    public required ScalingRule Rule { get; init; }

    /// <summary>When the rule began; before <see cref="At"/> by what the scaler was late.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The deployment after it was told; null where that failed.</summary>
    public DedicatedDeployment? Deployment { get; init; }

    /// <summary>Why it failed; null where it did not. It is tried again until it succeeds or the next rule begins.</summary>
    public TogetherException? Error { get; init; }
}
