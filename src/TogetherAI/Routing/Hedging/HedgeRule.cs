namespace TogetherAI;

/// <summary>
/// Decides whether a second attempt is worth its price. It is when the first token is later than it usually is, another lane's would probably
/// come sooner than the rest of the wait, it would still be of use, and the budgets bear it. At most one hedge a request: with queueing in
/// play, one at the right time is as good as many (SingleR, Kaler, He and Elnikety 2017).
/// </summary>
internal sealed class HedgeRule(
    TimeProvider time, IReadOnlyList<Lane> lanes, LaneChooser chooser, LocalQueue queue, RouterOptions options, AttemptBudget attempts, DollarBucket? dollars, SpendMeter spend, Random random)
{
    /// <summary>A hedge back to reserved capacity costs no money but capacity: only when that would answer well in time.</summary>
    private const double ShareForReserved = 0.6;

    /// <summary>A smaller gain in the chance to be in time fires no hedge, however cheap.</summary>
    private const double LeastGain = 0.3;

    /// <summary>A larger one fires it, however dear.</summary>
    private const double MostGain = 0.8;

    /// <summary>When the objective is missed already, a hedge only shortens the wait: it takes what this share of the purse leaves.</summary>
    private const double KeptForObjective = 0.5;

    /// <summary>Before this share of the objective has passed, nothing is looked at.</summary>
    private const double FirstShare = 0.4;

    private readonly HedgeOdds? _odds = dollars is null ? null : new HedgeOdds(time, dollars);

    /// <summary>Whether a second attempt may ever race this request's first.</summary>
    public static bool Allows(RoutedCall call) =>
        call.Route.Lane is null
        && (call.Route.Hedge ?? call.Route.Class == TrafficClass.Interactive)
        && call.Request.N is null or 1
        && call.Request.Tools?.Any(static tool => tool.Type != "function") != true
        && call.Request.ExtensionData?.ContainsKey("store") != true;

    /// <summary>The age at which to look at a first attempt: when it takes longer than usual, and longer than a share of the objective.</summary>
    public TimeSpan? FirstLook(RoutedCall call, Lane primary)
    {
        for (int i = 0; i < lanes.Count; i++)
        {
            if (!MayRace(call, primary, lanes[i]))
                continue;
            TimeSpan look = options.ObjectiveTime * FirstShare;
            TimeSpan usual = primary.Profile.Quantile(call.PromptTokens, 0.5);
            return look > usual ? look : usual;
        }

        return null;
    }

    /// <summary>How long until the next look, when a hedge was not worth it yet.</summary>
    public TimeSpan NextLook => TimeSpan.FromTicks(Math.Max(options.ObjectiveTime.Ticks / 20, TimeSpan.TicksPerMillisecond * 10));

    /// <summary>The hedge to fire now; null for none.</summary>
    /// <param name="call">The request. What is decided is noted in its trail.</param>
    /// <param name="primary">The attempt that is late.</param>
    public Placed? TryFire(RoutedCall call, RoutedAttempt primary)
    {
        TimeSpan rest = primary.MedianRest;
        TimeSpan left = options.ObjectiveTime - primary.Age;
        double late = primary.Lane.MissProbability(call.PromptTokens, primary.Age);
        Lane? best = null;
        TimeSpan shortest = rest;
        double most = 0;
        for (int i = 0; i < lanes.Count; i++)
        {
            Lane lane = lanes[i];
            if (!MayRace(call, primary.Lane, lane) || lane.IsFull || lane.PushedBackLately || lane.Pacer.Wait > TimeSpan.Zero)
                continue;
            TimeSpan fresh = lane.Predict(call.PromptTokens);
            if (lane.Options.IsDedicated && fresh > options.ObjectiveTime * ShareForReserved)
                continue;
            double gain = left > TimeSpan.Zero ? late * (1 - lane.LateProbability(call.PromptTokens, left)) : 0;
            bool isWorthIt = left > TimeSpan.Zero ? gain > most && gain > LeastGainFor(lane, call) : fresh < shortest && IsPurseFull(lane, call);
            if (isWorthIt)
                (best, shortest, most) = (lane, fresh, gain);
        }

        return best is null ? null : TryAfford(call, best, shortest, rest);
    }

    /// <summary>The same price that spilling puts on a chance to be in time.</summary>
    private double LeastGainFor(Lane lane, RoutedCall call) =>
        Math.Clamp(lane.Costs.Peek(call.PromptTokens, call.OutputTokens) / options.OnTimeValue, LeastGain, MostGain);

    private bool IsPurseFull(Lane lane, RoutedCall call) => lane.CostOf(call.PromptTokens, call.OutputTokens) == 0 || dollars?.Fill > KeptForObjective;

    private bool MayRace(RoutedCall call, Lane primary, Lane lane) =>
        !ReferenceEquals(primary, lane)
        && chooser.AreEquivalent(primary, lane)
        && chooser.IsEligible(lane, call)
        && (lane.Options.IsDedicated || lane.Options.Price is not null);

    private Placed? TryAfford(RoutedCall call, Lane lane, TimeSpan fresh, TimeSpan rest)
    {
        decimal cost = MostCost(call, lane);
        string? denied =
            queue.Count > 0 ? "requests wait for a lane already"
            : cost > 0 && !IsLucky(call, lane) ? "the budget for hedges bears a share of them, and chance left this one out"
            : cost > 0 && dollars?.TryReserve(cost) != true ? "the budget for hedges does not bear it"
            : null;
        if (denied is null && cost > 0 && !spend.TryReserve(cost))
        {
            dollars!.Settle(cost, 0);
            denied = "the spending limit is reached";
        }

        // Looked at before the lane is asked, and taken after it: neither a place on the lane nor an extra attempt is spent on a hedge that is not sent.
        if (denied is null && !attempts.MayTake(isHedge: true))
        {
            Return(cost);
            denied = "extra attempts are near 5 % of the arrivals";
        }

        if (denied is null && !(lane.Health.Admits() && lane.Pacer.TryTake()))
        {
            Return(cost);
            denied = "the lane takes none now";
        }

        if (denied is null && !attempts.TryTake(isHedge: true))
        {
            Return(cost);
            denied = "extra attempts are near 5 % of the arrivals"; // another thread took the last one
        }

        if (denied is not null)
        {
            if (call.Notes(denied))
                call.Decide(RouteStep.HedgeDenied, lane, denied, fresh, rest, cost);
            return null;
        }

        call.Decide(RouteStep.Hedged, lane, "its first token is likelier to come first", fresh, rest, cost == 0 ? null : cost);
        return new Placed(lane, RouteReason.HedgeWon, cost);
    }

    /// <summary>What it costs at the most: as much is set aside, so that the budget is never exceeded. Without a limit on the answer it is an estimate.</summary>
    private static decimal MostCost(RoutedCall call, Lane lane) =>
        lane.CostOf(call.PromptTokens, call.Request.MaxTokens ?? call.Router.Client.Options.DefaultMaxTokens ?? call.OutputTokens);

    private bool IsLucky(RoutedCall call, Lane lane)
    {
        if (_odds is null)
            return true;
        if (call.MayHedge is null)
        {
            double odds = _odds.Want(lane.CostOf(call.PromptTokens, call.OutputTokens));
            lock (random)
                call.MayHedge = odds >= 1 || random.NextDouble() < odds;
        }

        return call.MayHedge.Value;
    }

    private void Return(decimal cost)
    {
        if (cost == 0)
            return;
        dollars!.Settle(cost, 0);
        spend.Settle(cost, 0);
    }
}
