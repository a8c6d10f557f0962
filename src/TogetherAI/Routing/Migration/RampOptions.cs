namespace TogetherAI;

/// <summary>
/// How traffic moves to a new lane: by steps, each of which must prove itself. What is given to a router is copied.
/// </summary>
public sealed class RampOptions
{
    /// <summary>The shares of traffic, one after the other.</summary>
    /// <value>Each more than 0, at most 1 and more than the one before. Default: 0.01, 0.05, 0.25, 0.5, 1.</value>
    public IReadOnlyList<double> Steps { get; set; } = [0.01, 0.05, 0.25, 0.5, 1];

    /// <summary>How long each step is held at least.</summary>
    /// <value>Not negative. Default: 5 min.</value>
    public TimeSpan StepDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many requests of the new lane must have ended in a step before the next; the limits are shares of no fewer.</summary>
    /// <value>At least 1. Default: 100.</value>
    public int MinRequests { get; set; } = 100;

    /// <summary>The share of the new lane's requests in a step that may fail. More than that, and all traffic goes back.</summary>
    /// <value>0 to 1. Default: 0.02.</value>
    public double MaxErrorShare { get; set; } = 0.02;

    /// <summary>
    /// The time to first token that 95 % of the new lane's requests in a step must stay within; otherwise all traffic goes back. Null: it
    /// is not judged.
    /// </summary>
    /// <value>Positive. Default: null.</value>
    public TimeSpan? MaxTimeToFirstTokenP95 { get; set; }

    internal RampOptions Copy()
    {
        RampOptions copy = (RampOptions)MemberwiseClone();
        copy.Steps = [.. Steps ?? []];
        return copy;
    }

    /// <returns>The faults; empty where there are none.</returns>
    internal IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        if (Steps is not { Count: > 0 })
            faults.Add("Ramp.Steps is empty; give at least one share, such as 1.");
        for (int i = 0; i < Steps?.Count; i++)
        {
            if (!(Steps[i] > 0 && Steps[i] <= 1) || (i > 0 && Steps[i] <= Steps[i - 1]))
                faults.Add($"Ramp.Steps[{i}] is {Steps[i]}; it must be more than 0, at most 1, and more than the step before.");
        }

        if (StepDuration < TimeSpan.Zero)
            faults.Add($"Ramp.StepDuration is {StepDuration}; it must not be negative.");
        if (MinRequests < 1)
            faults.Add($"Ramp.MinRequests is {MinRequests}; it must be at least 1.");
        if (!(MaxErrorShare >= 0 && MaxErrorShare <= 1))
            faults.Add($"Ramp.MaxErrorShare is {MaxErrorShare}; it must be 0 to 1.");
        if (MaxTimeToFirstTokenP95 <= TimeSpan.Zero)
            faults.Add($"Ramp.MaxTimeToFirstTokenP95 is {MaxTimeToFirstTokenP95}; it must be positive, or null for no limit.");
        return faults;
    }
}
