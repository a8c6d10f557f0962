namespace TogetherAI;

/// <summary>
/// Decides whether a second attempt is worth its price. It is when the first token is later than it usually is, another lane's would probably
/// come sooner than the rest of the wait, it would still be of use, and the budgets bear it. At most one hedge a request: with queueing in
/// play, one at the right time is as good as many (SingleR, Kaler, He and Elnikety 2017).
/// </summary>
internal sealed class HedgeRule(
    IReadOnlyList<Lane> lanes, LaneChooser chooser, LocalQueue queue, RouterOptions options, AttemptBudget attempts, DollarBucket? dollars, SpendMeter spend)
{
    /// <summary>A hedge back to reserved capacity costs no money but capacity: only when that would answer well in time.</summary>
    private const double ShareForReserved = 0.6;

    /// <summary>What is known of a lane that is rarely used is little: a hedge leaves it a third of the objective at least.</summary>
    private readonly TimeSpan _latest = options.ObjectiveTime * 2 / 3;

    /// <summary>Whether a second attempt may ever race this request's first.</summary>
    public static bool Allows(RoutedCall call) =>
        call.Route.Lane is null
        && (call.Route.Hedge ?? call.Route.Class == TrafficClass.Interactive)
        && call.Request.N is null or 1
        && call.Request.Tools?.Any(static tool => tool.Type != "function") != true
        && call.Request.ExtensionData?.ContainsKey("store") != true;

    /// <summary>The age at which to look at a first attempt: when its first token is late, and a hedge would still come in time.</summary>
    public TimeSpan? FirstLook(RoutedCall call, Lane primary)
    {
        TimeSpan? soonest = null;
        for (int i = 0; i < lanes.Count; i++)
        {
            if (!MayRace(call, primary, lanes[i]))
                continue;
            // As late as a hedge may be to make the objective; where even the usual is later than that, when it is later than usual.
            TimeSpan look = options.ObjectiveTime - lanes[i].Profile.Quantile(call.PromptTokens, 0.75);
            look = look < _latest ? look : _latest;
            if (look < primary.Profile.Quantile(call.PromptTokens, 0.5))
                look = primary.Profile.Quantile(call.PromptTokens, 0.95);
            if (soonest is null || look < soonest)
                soonest = look;
        }

        return soonest < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : soonest;
    }

    /// <summary>How long until the next look, when a hedge was not worth it yet.</summary>
    public TimeSpan NextLook => TimeSpan.FromTicks(Math.Max(options.ObjectiveTime.Ticks / 20, TimeSpan.TicksPerMillisecond * 10));

    /// <summary>The hedge to fire now; null for none.</summary>
    /// <param name="call">The request. What is decided is noted in its trail.</param>
    /// <param name="primary">The attempt that is late.</param>
    public Placed? TryFire(RoutedCall call, RoutedAttempt primary)
    {
        TimeSpan rest = primary.MedianRest;
        Lane? best = null;
        TimeSpan shortest = rest;
        for (int i = 0; i < lanes.Count; i++)
        {
            Lane lane = lanes[i];
            if (!MayRace(call, primary.Lane, lane) || lane.IsFull || lane.PushedBackLately || lane.Pacer.Wait > TimeSpan.Zero)
                continue;
            TimeSpan fresh = lane.Predict(call.PromptTokens);
            if (lane.Options.IsDedicated && fresh > options.ObjectiveTime * ShareForReserved)
                continue;
            if (fresh < shortest)
                (best, shortest) = (lane, fresh);
        }

        return best is null ? null : TryAfford(call, best, shortest, rest);
    }

    private bool MayRace(RoutedCall call, Lane primary, Lane lane) =>
        !ReferenceEquals(primary, lane)
        && chooser.AreEquivalent(primary, lane)
        && chooser.IsEligible(lane, call)
        && (lane.Options.IsDedicated || lane.Options.Price is not null);

    private Placed? TryAfford(RoutedCall call, Lane lane, TimeSpan fresh, TimeSpan rest)
    {
        decimal cost = lane.CostOf(call.PromptTokens, call.OutputTokens);
        string? denied =
            queue.Count > 0 ? "requests wait for a lane already"
            : cost > 0 && dollars?.TryReserve(cost) != true ? "the budget for hedges does not bear it"
            : null;
        if (denied is null && cost > 0 && !spend.TryReserve(cost))
        {
            dollars!.Settle(cost, 0);
            denied = "the spending limit is reached";
        }

        if (denied is null && !attempts.TryTake(isHedge: true))
        {
            Return(cost);
            denied = "extra attempts are near 5 % of the arrivals";
        }

        if (denied is null && !(lane.Health.Admits() && lane.Pacer.TryTake()))
        {
            Return(cost);
            denied = "the lane takes none now";
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

    private void Return(decimal cost)
    {
        if (cost == 0)
            return;
        dollars!.Settle(cost, 0);
        spend.Settle(cost, 0);
    }
}
