namespace TogetherAI.Local.Dedicated;

/// <summary>How many replicas a workload may have, and what makes it more or fewer.</summary>
internal sealed record WorkloadScaling(int Min, int Max)
{
    // The service's default is five minutes down; it documents none for up.
    public static readonly TimeSpan DefaultDownWindow = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan DefaultUpWindow = TimeSpan.FromSeconds(30);

    public TimeSpan UpWindow { get; init; } = DefaultUpWindow;

    public TimeSpan DownWindow { get; init; } = DefaultDownWindow;

    /// <summary>Null where none was asked for.</summary>
    public TimeSpan? ToZeroWindow { get; init; }

    public IReadOnlyList<ScalingTarget> Metrics { get; init; } = [ScalingTarget.Default];
}
