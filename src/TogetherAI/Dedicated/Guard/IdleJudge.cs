using System.Globalization;

namespace TogetherAI;

/// <summary>
/// Decides from evidence alone whether a deployment is idle. Pure. Whatever speaks for keeping comes first; a stop needs the proof of a
/// whole window without requests, up to where the service's numbers reach. A request within their lag is one that nobody can see.
/// </summary>
internal static class IdleJudge
{
    /// <summary>
    /// How long one that has replicas but waits for more counts as starting, counted from the last sign of it: the first start takes up to
    /// 20 minutes. After that the wait is for hardware, which may last for days while what is there costs money.
    /// </summary>
    public static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(30);

    public static IdleJudgement Judge(in IdleEvidence evidence) => WithoutService(evidence) ?? FromService(evidence);

    /// <summary>The judgement, where it does not need to know what the service reports; else null.</summary>
    public static IdleJudgement? WithoutService(in IdleEvidence evidence) => FromState(evidence) ?? FromOwnTraffic(evidence) ?? FromActivity(evidence);

    private static IdleJudgement? FromState(in IdleEvidence evidence)
    {
        if (evidence.NeverTouch)
            return Keep(IdleReason.NeverTouch, "it is on the list of what is never touched");
        if (evidence.State == DeploymentState.Stopped)
            return Keep(IdleReason.NothingRuns, "it is stopped");
        if (evidence.State == DeploymentState.Failed && evidence.ReadyReplicas == 0)
            return Keep(IdleReason.NothingRuns, "it has failed, and no replica runs");
        if (evidence.State == DeploymentState.Stopping || evidence.ToldToStop)
            return Keep(IdleReason.Stopping, "it is stopping");
        if (evidence.State == DeploymentState.Provisioning)
            return Keep(IdleReason.Starting, "it is starting");
        if (evidence.State == DeploymentState.Scaling && (evidence.ReadyReplicas == 0 || evidence.Now - evidence.ActiveSince < LongestStart))
            return Keep(IdleReason.Starting, "it is scaling");
        bool runs = evidence.State == DeploymentState.Ready || evidence.State == DeploymentState.Degraded
            || evidence.State == DeploymentState.Scaling || evidence.State == DeploymentState.Failed;
        if (!runs)
            return CannotJudge(IdleReason.UnknownState, $"its state is '{evidence.State}', which this version does not know");
        return evidence.InRollout ? Keep(IdleReason.Rollout, "its endpoint is in a rollout") : null;
    }

    private static IdleJudgement? FromOwnTraffic(in IdleEvidence evidence)
    {
        if (evidence.Own.InFlight > 0)
        {
            return Keep(
                IdleReason.InFlight, $"this process has {Count(evidence.Own.InFlight, "call")} to it under way, the last one begun or ended {Text(evidence.Own.Quiet ?? default)} ago");
        }

        if (evidence.Own.Quiet is { } quiet && quiet < evidence.Window)
            return Keep(IdleReason.OwnTraffic, $"this process called it {Text(quiet)} ago");
        return null;
    }

    private static IdleJudgement? FromActivity(in IdleEvidence evidence)
    {
        TimeSpan active = evidence.Now - evidence.ActiveSince;
        if (active >= evidence.Window)
            return null;
        if (evidence.ClockJumped)
            return CannotJudge(IdleReason.ClockUnreliable, "this machine's clock was set, or the machine slept: its window begins anew");
        return Keep(IdleReason.RecentlyActive, $"it was started or changed {(active > TimeSpan.Zero ? Text(active) + " ago" : "just now")}");
    }

    private static IdleJudgement FromService(in IdleEvidence evidence)
    {
        if (evidence.OnlyOwnTraffic)
            return new IdleJudgement(IdleVerdict.Stop, IdleReason.Idle, $"this process has not called it for {Text(evidence.Own.Quiet ?? evidence.Now - evidence.ActiveSince)}");
        if (evidence.Service is not { } service)
            return CannotJudge(IdleReason.MetricsMissing, "the service does not say how many requests there were");
        TimeSpan lag = evidence.Now - service.Until;
        if (-lag > evidence.LongestLag)
            return CannotJudge(IdleReason.ClockUnreliable, $"the service's clock is {Text(-lag)} ahead of this machine's; set this machine's");
        if (lag > evidence.LongestLag)
            return CannotJudge(IdleReason.MetricsTooOld, $"what the service knows of requests ends {Text(lag)} ago, more than the {Text(evidence.LongestLag)} allowed");
        if (service.Requests > 0)
            return Keep(IdleReason.ServiceTraffic, $"the service reports {Count(service.Requests, "request")} in {Text(evidence.Now - service.From)}");
        TimeSpan silence = service.Until - service.From;
        return silence < evidence.Window
            ? CannotJudge(IdleReason.MetricsMissing, $"the service tells of {Text(silence)}, less than the window of {Text(evidence.Window)}")
            : new IdleJudgement(IdleVerdict.Stop, IdleReason.Idle, $"no request for {Text(evidence.Window)}, as far as the service knows, {Text(lag < TimeSpan.Zero ? default : lag)} ago");
    }

    private static IdleJudgement Keep(IdleReason reason, string message) => new(IdleVerdict.Keep, reason, message);

    private static IdleJudgement CannotJudge(IdleReason reason, string message) => new(IdleVerdict.CannotJudge, reason, message);

    private static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Text(TimeSpan time) => IdleText.Of(time);
}
