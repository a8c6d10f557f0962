namespace TogetherAI;

/// <content>Which lanes may serve a request at all.</content>
internal sealed partial class LaneChooser
{
    /// <summary>Whether a lane may serve the request at all, by what both declare.</summary>
    public bool IsEligible(Lane lane, RoutedCall call)
    {
        LaneOptions declared = lane.Options;
        if (declared.Classes.Count > 0 && !declared.Classes.Contains(call.Route.Class))
            return false;
        if (call.PromptTokens < declared.MinPromptTokens || call.PromptTokens > declared.MaxPromptTokens)
            return false;
        if (call.Route.Region is { } region && !region.Equals(declared.Region, StringComparison.OrdinalIgnoreCase))
            return false;
        if (call.Request.Compliance is { } regime && !declared.Compliance.Contains(regime))
            return false;
        IReadOnlyList<string> regimes = call.Route.Compliance;
        for (int i = 0; i < regimes.Count; i++)
        {
            if (!declared.Compliance.Contains(regimes[i]))
                return false;
        }

        return call.IsRamped || options.RampLane != declared.Name;
    }

    /// <summary>Whether a request that belongs on one lane may be answered by another.</summary>
    public bool AreEquivalent(Lane one, Lane other) =>
        ReferenceEquals(one, other) || (one.Options.Equivalence == Equivalence.Declared && other.Options.Equivalence == Equivalence.Declared);

    /// <summary>The lane a request belongs on: the first that may serve it.</summary>
    public Lane? Home(RoutedCall call)
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            if (IsEligible(lanes[i], call))
                return lanes[i];
        }

        return null;
    }

    /// <summary>
    /// Whether each lane that could take a request is one that could take the other: where the other is refused, so is this one. A lane that a call
    /// insists on takes it at any time, so only another such call says anything of it.
    /// </summary>
    public bool HasNoLaneBut(RoutedCall call, bool failed, RoutedCall other, bool otherFailed)
    {
        if (call.Route.Lane is not null || other.Route.Lane is not null)
            return call.Route.Lane == other.Route.Lane;
        Lane? home = Home(call), otherHome = Home(other);
        for (int i = 0; i < lanes.Count; i++)
        {
            if (CouldTake(lanes[i], call, home, failed) && !CouldTake(lanes[i], other, otherHome, otherFailed))
                return false;
        }

        return true;
    }

    private bool CouldTake(Lane lane, RoutedCall call, Lane? home, bool failed) =>
        home is not null && AreEquivalent(home, lane) && IsEligible(lane, call) && !(failed && WasTried(lane, call));

    private static bool WasTried(Lane lane, RoutedCall call)
    {
        for (int i = 0; i < call.Attempts.Count; i++)
        {
            if (ReferenceEquals(call.Attempts[i].Lane, lane))
                return true;
        }

        return false;
    }
}
