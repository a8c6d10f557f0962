namespace TogetherAI;

/// <summary>When a lane is taken out of service, and how it comes back. Constants with names, in one place.</summary>
internal sealed record HealthOptions
{
    /// <summary>Failures in a row that eject.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>A time to first token this many times its usual one counts as slow.</summary>
    public double SlowRatio { get; init; } = 3;

    /// <summary>How long most answers must be slow before the lane is ejected.</summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The fewest answers in that time that prove anything.</summary>
    public int SlowSamples { get; init; } = 10;

    /// <summary>How long the first ejection lasts; each further one twice as long.</summary>
    public TimeSpan FirstEjection { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest ejection.</summary>
    public TimeSpan LongestEjection { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The share of requests that probe, once one probe has succeeded.</summary>
    public double ProbeShare { get; init; } = 0.03;

    /// <summary>Probes that must succeed.</summary>
    public int Probes { get; init; } = 3;

    /// <summary>The share a lane begins to recover with.</summary>
    public double FirstShare { get; init; } = 0.1;

    /// <summary>How long recovery takes, at least; three times the usual time to first token when that is longer.</summary>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(10);
}
