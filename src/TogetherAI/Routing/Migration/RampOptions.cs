namespace TogetherAI;

/// <summary>How traffic moves to a new lane, and when it goes back. Not thread-safe; the router reads it once.</summary>
public sealed class RampOptions
{
    /// <summary>The shares, in percent, one after the other.</summary>
    /// <value>Default: 1, 5, 25, 50, 100. Each more than 0, at most 100, and more than the one before.</value>
    public IReadOnlyList<double> Steps { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = [1, 5, 25, 50, 100];

    /// <summary>How long each step lasts at least.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan StepDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many answers of the new lane each step needs at least.</summary>
    /// <value>Default: 20. At least 1.</value>
    public int MinRequests { get; set; } = 20;

    /// <summary>The share of failures within a step that takes everything back.</summary>
    /// <value>Default: 0.05.</value>
    public double MaxFailureShare { get; set; } = 0.05;

    /// <summary>The time to first token that 95 % must stay under; null for no such condition.</summary>
    /// <value>Default: null.</value>
    public TimeSpan? MaxTimeToFirstTokenP95 { get; set; }
}
