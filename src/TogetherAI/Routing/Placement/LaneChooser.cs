namespace TogetherAI;

/// <summary>
/// Chooses the lane for a request: reserved capacity first, what is paid by the token when that would be late, is full or out of service.
/// Thread-safe; takes no lock unless money is set aside.
/// </summary>
internal sealed class LaneChooser(IReadOnlyList<Lane> lanes, RouterOptions options, SpendMeter spend, AffinityTable affinity, Random random)
{

    /// <summary>A larger one moves every request, however dear.</summary>
    private const double MostGain = 0.8;

    /// <summary>
    /// A smaller gain in the chance to be in time moves no request, however cheap: three times the share that may be late, so that a stricter
    /// objective moves more.
    /// </summary>
    private readonly double _leastGain = Math.Min(MostGain, Math.Round(3 * (1 - options.ObjectivePercentile), 6));

    /// <summary>A request that is predicted to take less than this is in time.</summary>
    private readonly TimeSpan _never = options.ObjectiveTime / 4;

    /// <summary>The lane that takes the request now; null when none does.</summary>
    /// <param name="call">The request. What is decided is noted in its trail.</param>
    /// <param name="failed">Whether an attempt has failed: lanes that have been tried come last, and the reason is that.</param>
    public Placed? TryPlace(RoutedCall call, bool failed = false)
    {
        if (call.Route.Lane is { } pinned)
            return TryPin(call, Find(pinned));
        Lane? reserved = BestReserved(call, failed, out RouteReason why);
        if (reserved is null)
            return TryOverflow(call, reserved, null, 1, why, failed) ?? (failed ? TryPlaceAgain(call) : null);

        // With nothing waiting there it may be well again, whatever was seen before: one request at a time finds out.
        TimeSpan predicted = reserved.Predict(call.PromptTokens);
        if (call.Route.Class != TrafficClass.Background && predicted > _never && reserved.Pending.Count > 0)
        {
            double miss = reserved.MissProbability(call.PromptTokens);
            if (miss > _leastGain && IsTurnOf(miss, reserved) && TryOverflow(call, reserved, predicted, miss, RouteReason.PredictedLate, failed) is { } spilled)
                return spilled;

            // More than it serves in time would make everybody late. Waiting here, the newest can go first, and all can still go elsewhere.
            if (reserved.Wait() > options.ObjectiveTime)
                return null;
        }

        return reserved.Pacer.TryTake() ? Place(call, reserved, failed ? RouteReason.FailedOver : why, predicted, options.ObjectiveTime, 0) : null;
    }

    /// <summary>
    /// Whether a request is among those to move. All are while there is a queue of one's own to see. Without one the lane is slow for other reasons,
    /// such as other processes' requests, and those see it as well: if each moved all it has, they would move to and fro together.
    /// </summary>
    private bool IsTurnOf(double miss, Lane reserved)
    {
        if (reserved.Wait() > TimeSpan.Zero)
            return true;
        lock (random)
            return random.NextDouble() < miss;
    }

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

    private Lane? Find(string name)
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            if (lanes[i].Options.Name == name)
                return lanes[i];
        }

        throw new ArgumentException($"RouteOptions.Lane is '{name}', and the router has no lane of that name.", nameof(name));
    }

    private Placed? TryPin(RoutedCall call, Lane? lane) =>
        lane is { IsFull: false } && lane.Pacer.TryTake() && Reserve(lane, call) is { } reserved
            ? Place(call, lane, RouteReason.Pinned, lane.Predict(call.PromptTokens), null, reserved)
            : null;

    /// <summary>The reserved lane that would answer first; a session's own lane, while that is in time.</summary>
    private Lane? BestReserved(RoutedCall call, bool failed, out RouteReason why)
    {
        why = RouteReason.Preferred;
        Lane? home = Home(call);
        Lane? best = null;
        int? own = call.AffinityKey is { } key ? affinity.Lane(key) : null;
        for (int i = 0; i < lanes.Count; i++)
        {
            Lane lane = lanes[i];
            if (!lane.Options.IsDedicated || home is null || !AreEquivalent(home, lane) || (failed && WasTried(lane, call)))
                continue;
            if (!IsEligible(lane, call))
            {
                why = options.RampLane == lane.Options.Name && !call.IsRamped ? RouteReason.Ramp : why;
                continue;
            }

            if (lane.IsFull || IsKeptFree(lane, call) || lane.Pacer.Wait > TimeSpan.Zero)
            {
                why = RouteReason.LaneFull;
                continue;
            }

            if (!lane.Health.Admits())
            {
                why = RouteReason.LaneEjected;
                continue;
            }

            if (own == lane.Index && lane.Predict(call.PromptTokens) <= options.ObjectiveTime)
            {
                why = RouteReason.Affinity;
                return lane;
            }

            if (best is null || lane.Predict(call.PromptTokens) < best.Predict(call.PromptTokens))
                best = lane;
        }

        return best;
    }

    /// <summary>Half of the reserved capacity stays free of work that nobody waits for.</summary>
    private static bool IsKeptFree(Lane lane, RoutedCall call) =>
        call.Route.Class == TrafficClass.Background && (lane.InFlight >= Math.Max(1, lane.Limit.Limit / 2) || lane.Pending.Count > 1);

    /// <summary>The best lane that is paid by the token and would answer sooner than the reserved one.</summary>
    private Placed? TryOverflow(RoutedCall call, Lane? instead, TimeSpan? soonerThan, double miss, RouteReason why, bool failed)
    {
        Lane? home = Home(call);
        if (home is null || (call.Route.Class == TrafficClass.Background && home.Options.IsDedicated))
            return null;
        Lane? best = null;
        TimeSpan shortest = soonerThan ?? TimeSpan.MaxValue;
        for (int i = 0; i < lanes.Count; i++)
        {
            Lane lane = lanes[i];
            if (lane.Options.IsDedicated || lane.IsFull || !AreEquivalent(home, lane) || (failed && WasTried(lane, call)) || !IsEligible(lane, call))
                continue;
            TimeSpan predicted = lane.Predict(call.PromptTokens);
            if (predicted < shortest && (instead is null || IsWorthIt(call, lane, miss)) && lane.Pacer.Wait <= TimeSpan.Zero && lane.Health.Admits())
                (best, shortest) = (lane, predicted);
        }

        if (best is null || !best.Pacer.TryTake() || Reserve(best, call) is not { } reserved)
            return null;
        if (instead is not null || why is RouteReason.LaneFull or RouteReason.LaneEjected)
            best.Counters.Spilled();
        return Place(call, best, failed ? RouteReason.FailedOver : why, shortest, soonerThan, reserved);
    }

    /// <summary>Every lane has been tried: the one that is well enough gets another chance.</summary>
    private Placed? TryPlaceAgain(RoutedCall call)
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            Lane lane = lanes[i];
            bool mayServe = IsEligible(lane, call) && Home(call) is { } home && AreEquivalent(home, lane);
            if (mayServe && !lane.IsFull && !lane.PushedBackLately && lane.Health.Admits() && lane.Pacer.TryTake() && Reserve(lane, call) is { } reserved)
                return Place(call, lane, RouteReason.FailedOver, lane.Predict(call.PromptTokens), null, reserved);
        }

        return null;
    }

    /// <summary>
    /// Whether moving a request is worth its price: the gain in its chance to be in time against its cost, relative to what an average one
    /// costs. So the cheap ones move first, which frees as many slots as the dear ones would.
    /// </summary>
    private bool IsWorthIt(RoutedCall call, Lane lane, double miss)
    {
        double gain = miss - lane.MissProbability(call.PromptTokens);
        double price = lane.Costs.Relative(call.PromptTokens, call.OutputTokens) / options.OnTimeValue;
        return gain > Math.Clamp(price, _leastGain, MostGain);
    }

    private static bool WasTried(Lane lane, RoutedCall call)
    {
        for (int i = 0; i < call.Attempts.Count; i++)
        {
            if (ReferenceEquals(call.Attempts[i].Lane, lane))
                return true;
        }

        return false;
    }

    private decimal? Reserve(Lane lane, RoutedCall call)
    {
        decimal cost = lane.CostOf(call.PromptTokens, call.OutputTokens);
        return cost == 0 || spend.TryReserve(cost) ? cost : null;
    }

    private Placed Place(RoutedCall call, Lane lane, RouteReason reason, TimeSpan predicted, TimeSpan? limit, decimal reserved)
    {
        call.Decide(RouteStep.Placed, lane, Words(reason), predicted, limit, reserved == 0 ? null : reserved);
        if (call.AffinityKey is { } key)
            affinity.Remember(key, lane.Index);
        return new Placed(lane, reason, reserved);
    }

    private static string Words(RouteReason reason) => reason switch
    {
        RouteReason.Preferred => "it comes first",
        RouteReason.Pinned => "the call asked for it",
        RouteReason.Affinity => "it served the session before",
        RouteReason.PredictedLate => "the reserved lane would be late",
        RouteReason.LaneEjected => "the reserved lane is out of service",
        RouteReason.LaneFull => "the reserved lane is full",
        RouteReason.Ramp => "the new lane's share has not reached it",
        RouteReason.FailedOver => "another attempt failed",
        _ => "its first token came first",
    };
}
