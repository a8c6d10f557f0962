namespace TogetherAI;

/// <summary>Says what is wrong with a router's options, each time with the property and the remedy.</summary>
internal static class RouterOptionsValidator
{
    /// <returns>The faults; empty where there are none.</returns>
    public static IReadOnlyList<string> Validate(RouterOptions options)
    {
        List<string> faults = [];
        if (options.Lanes.Count == 0)
            faults.Add("The router has no lane; add one with Dedicated, Overflow or Lane.");
        foreach (IGrouping<string, LaneOptions> twins in options.Lanes.GroupBy(static lane => lane.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            faults.Add($"{twins.Count()} lanes are called '{twins.Key}'; give each its own LaneOptions.Name.");
        foreach (LaneOptions lane in options.Lanes)
            ValidateLane(lane, faults);
        if (options.ObjectivePercentile is not (> 0 and < 1))
            faults.Add($"Objective's percentile is {options.ObjectivePercentile}; it must be more than 0 and less than 1, such as 0.95.");
        if (options.ObjectiveTime <= TimeSpan.Zero || options.ObjectiveTime > TimeSpan.FromHours(1))
            faults.Add($"Objective's time to first token is {options.ObjectiveTime}; it must be positive and at most an hour.");
        if (options.OnTimeValue is not (> 0 and <= 1000))
            faults.Add($"OnTimeValue is {options.OnTimeValue}; it must be more than 0 and at most 1,000.");
        if (options.MaxQueueWait < TimeSpan.Zero || options.MaxQueueWait > TimeSpan.FromHours(1))
            faults.Add($"MaxQueueWait is {options.MaxQueueWait}; it must not be negative, and at most an hour.");
        if (options.BackgroundShare is not (> 0 and <= 1))
            faults.Add($"BackgroundShare is {options.BackgroundShare}; it must be more than 0 and at most 1.");
        if (options.MaxQueueLength < 0)
            faults.Add($"MaxQueueLength is {options.MaxQueueLength}; it must not be negative.");
        if (options.FirstTokenPatience is { } patience && (patience <= TimeSpan.Zero || patience > TimeSpan.FromHours(1)))
            faults.Add($"FirstTokenPatience is {patience}; it must be positive and at most an hour, or null for ten times the objective.");
        ValidateMoney(options, faults);
        if (options.RampLane is { } ramp && !options.Lanes.Exists(lane => lane.Name == ramp))
            faults.Add($"Ramp names the lane '{ramp}', which was not added.");
        if (options.RampOptions is { } steps)
            faults.AddRange(steps.Validate());
        return faults;
    }

    private static void ValidateLane(LaneOptions lane, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(lane.Name))
            faults.Add($"The lane of the model '{lane.Model}' has an empty LaneOptions.Name.");
        if (lane.BaseAddress is { } address && (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)))
            faults.Add($"The BaseAddress of the lane '{lane.Name}' is no http or https address.");
        if (lane.ApiKey is not null && lane.BaseAddress is null)
            faults.Add($"The lane '{lane.Name}' has an ApiKey and no BaseAddress; give the key to the client, or the lane its address.");
        if (lane.Price is { } price && (price.InputPerMillion < 0 || price.OutputPerMillion < 0))
            faults.Add($"The Price of the lane '{lane.Name}' is negative.");
        if (lane.UsdPerHour < 0)
            faults.Add($"The UsdPerHour of the lane '{lane.Name}' is negative.");
        if (lane.IdleTimeout <= TimeSpan.Zero)
            faults.Add($"The IdleTimeout of the lane '{lane.Name}' is {lane.IdleTimeout}; it must be positive, or null for the client's.");
        if (lane.MaxInFlight < 1)
            faults.Add($"The MaxInFlight of the lane '{lane.Name}' is {lane.MaxInFlight}; it must be at least 1, or null for none.");
        if (lane.MinPromptTokens < 0 || lane.MaxPromptTokens < lane.MinPromptTokens)
            faults.Add($"The lane '{lane.Name}' takes prompts of {lane.MinPromptTokens} to {lane.MaxPromptTokens} tokens, which is none.");
    }

    private static void ValidateMoney(RouterOptions options, List<string> faults)
    {
        if (options.HedgeShare is { } share && share is not (>= 0 and <= 1))
            faults.Add($"HedgeBudget is {share}; it must be 0 to 1, a share of what the reserved capacity costs.");
        if (options.CapPerHour < 0 || options.CapPerDay < 0)
            faults.Add("SpendCap is negative.");
        bool hasCap = options.CapPerHour is not null || options.CapPerDay is not null;
        foreach (LaneOptions lane in options.Lanes.Where(static lane => !lane.IsDedicated && lane.Price is null))
        {
            if (hasCap)
                faults.Add($"SpendCap cannot be held: the lane '{lane.Name}' has no Price. Give it one, new TokenPrice(0, 0) where it costs nothing.");
        }

        if (options.HedgeShare > 0 && !options.Lanes.Exists(static lane => lane.IsDedicated && lane.UsdPerHour is not null))
            faults.Add("HedgeBudget is a share of what the reserved capacity costs, and no dedicated lane says that; give one its usdPerHour.");
    }
}
