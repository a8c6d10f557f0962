namespace TogetherAI;

/// <summary>
/// Chooses the lane for a request: reserved capacity first, what is paid by the token when that would be late, is full or out of service.
/// Thread-safe; takes no lock unless money is set aside.
/// </summary>
internal sealed partial class LaneChooser(IReadOnlyList<Lane> lanes, RouterOptions options, AttemptBudget attempts, SpendMeter spend, AffinityTable affinity, Random random)
{
    /// <summary>A larger one moves every request, however dear.</summary>
    private const double MostGain = 0.8;

    /// <summary>
    /// A smaller gain in the chance to be in time moves no request, however cheap: three times the share that may be late, so that a stricter
    /// objective moves more.
    /// </summary>
    private readonly double _leastGain = Math.Min(MostGain, Math.Round(5 * (1 - options.ObjectivePercentile), 6));

    /// <summary>
    /// Where the queue cannot be seen, this many times as many move as would be late, up to <see cref="MostAhead"/>: those who stay find a shorter one.
    /// It takes so much to hold a shared lane where few are late; the limit keeps many routers from moving to and fro together.
    /// </summary>
    private const double Ahead = 10;
    private const double MostAhead = 0.25;

    /// <summary>The share of the objective that a queue on a reserved lane may take before everything goes elsewhere, or waits here.</summary>
    private const double MostQueue = 0.4;

    /// <summary>A request that is predicted to take less than this is in time.</summary>
    private readonly TimeSpan _never = options.ObjectiveTime / 8;

    /// <summary>The lane that takes the request now; null when none does.</summary>
    /// <param name="call">The request. What is decided is noted in its trail.</param>
    /// <param name="failed">Whether an attempt has failed: lanes that have been tried come last, and the reason is that.</param>
    public Placed? TryPlace(RoutedCall call, bool failed = false)
    {
        if (call.Route.Lane is { } pinned)
            return TryPin(call, Find(pinned));
        Lane? reserved = BestReserved(call, failed, out RouteReason why);
        if (reserved is null)
            return TryOverflow(call, reserved, null, 1, why, failed) ?? (failed ? TryPlaceAgain(call) : null) ?? TryWake(call, failed);

        TimeSpan predicted = reserved.Predict(call.PromptTokens);
        if (call.Route.Class != TrafficClass.Background && predicted > _never)
        {
            Placed? spilled = TrySpill(call, reserved, predicted, failed, out bool isLate);
            if (spilled is not null)
                reserved.Overload.Decided(moved: true);
            if (spilled is not null || isLate)
                return spilled;
        }

        reserved.Overload.Decided(moved: false);
        return reserved.Pacer.TryTake() ? Place(call, reserved, failed ? RouteReason.FailedOver : why, predicted, options.ObjectiveTime, 0) : null;
    }

    /// <summary>Moves the request, if that is worth its price.</summary>
    /// <param name="call">The request.</param>
    /// <param name="reserved">Where it would go.</param>
    /// <param name="predicted">The time to first token there.</param>
    /// <param name="failed">Whether an attempt has failed.</param>
    /// <param name="isLate">Whether it must not go there in any case.</param>
    private Placed? TrySpill(RoutedCall call, Lane reserved, TimeSpan predicted, bool failed, out bool isLate)
    {
        isLate = false;
        TimeSpan wait = reserved.Wait();
        double miss = reserved.MissProbability(call.PromptTokens);
        if (!reserved.SeesQueue)
        {
            // Without a queue of one's own to see, the lane is slow for other reasons, such as other processes' requests, and those see it as well: if
            // each moved all it has, they would move to and fro together. With nothing waiting there it may be well again: one at a time finds out.
            bool isBlind = wait > TimeSpan.Zero;
            return isBlind && IsTurnOf(Math.Max(miss, Math.Min(MostAhead, Ahead * miss))) ? TryOverflow(call, reserved, predicted, miss, RouteReason.PredictedLate, failed, atAnyPrice: true)
                : !isBlind && miss > _leastGain && reserved.Pending.Count > 0 && IsTurnOf(miss) ? TryOverflow(call, reserved, predicted, miss, RouteReason.PredictedLate, failed)
                : null;
        }

        if (miss > _leastGain && TryOverflow(call, reserved, predicted, miss, RouteReason.PredictedLate, failed) is { } spilled)
            return spilled;

        // More than it serves in time would make everybody late. Waiting here, the newest can go first, and all can still go elsewhere.
        isLate = wait > options.ObjectiveTime * MostQueue;
        return isLate ? TryOverflow(call, reserved, null, miss, RouteReason.PredictedLate, failed, atAnyPrice: true) : null;
    }

    private bool IsTurnOf(double share)
    {
        lock (random)
            return random.NextDouble() < share;
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

            if (!Admits(lane, call))
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

    /// <summary>Work that nobody waits for has no more than its share of the reserved capacity, and yields when that is short.</summary>
    private bool IsKeptFree(Lane lane, RoutedCall call) =>
        call.Route.Class == TrafficClass.Background
        && (lane.InBackground >= Math.Max(1, (int)(lane.Limit.Limit * options.BackgroundShare)) || lane.InFlight >= lane.Limit.Limit || lane.Pending.Count > 1);

    /// <summary>The best lane that is paid by the token and would answer sooner than the reserved one.</summary>
    private Placed? TryOverflow(
        RoutedCall call, Lane? instead, TimeSpan? soonerThan, double miss, RouteReason why, bool failed, bool atAnyPrice = false)
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
            if (predicted < shortest && (instead is null || atAnyPrice || IsWorthIt(call, lane, miss)) && lane.Pacer.Wait <= TimeSpan.Zero && Admits(lane, call))
                (best, shortest) = (lane, predicted);
        }

        if (best is null || !best.Pacer.TryTake() || Reserve(best, call) is not { } reserved)
            return null;
        if (instead is not null || why is RouteReason.LaneFull or RouteReason.LaneEjected)
            best.Counters.Spilled();
        return Place(call, best, failed ? RouteReason.FailedOver : why, shortest, soonerThan ?? instead?.Predict(call.PromptTokens), reserved);
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

    /// <summary>
    /// Whether the lane takes one more. A request that asks a failed lane whether it is well again may fail there; while nothing could be repeated,
    /// and another lane is well, none is sent for that.
    /// </summary>
    private bool Admits(Lane lane, RoutedCall call) =>
        (lane.Health.IsProven || attempts.HasSpare || !IsOtherProven(lane, call)) && lane.Health.Admits();

    private bool IsOtherProven(Lane lane, RoutedCall call)
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            if (!ReferenceEquals(lanes[i], lane) && AreEquivalent(lanes[i], lane) && IsEligible(lanes[i], call) && lanes[i].Health.IsProven)
                return true;
        }

        return false;
    }

    /// <summary>Every lane is out of service: one of them is asked all the same, now and then.</summary>
    private Placed? TryWake(RoutedCall call, bool failed)
    {
        if (Home(call) is not { } home || IsAnyProven(call, home))
            return null;
        for (int i = 0; i < lanes.Count; i++)
        {
            Lane lane = lanes[i];
            bool mayServe = IsEligible(lane, call) && AreEquivalent(home, lane) && (lane.Options.IsDedicated || call.Route.Class != TrafficClass.Background);
            if (mayServe && !lane.IsFull && lane.Pacer.Wait <= TimeSpan.Zero && lane.Health.Wakes() && lane.Pacer.TryTake() && Reserve(lane, call) is { } reserved)
                return Place(call, lane, failed ? RouteReason.FailedOver : RouteReason.LaneEjected, lane.Predict(call.PromptTokens), null, reserved);
        }

        return null;
    }

    private bool IsAnyProven(RoutedCall call, Lane home)
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            if (AreEquivalent(lanes[i], home) && IsEligible(lanes[i], call) && lanes[i].Health.IsProven)
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
