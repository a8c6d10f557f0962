namespace TogetherAI.Simulator;

/// <summary>Makes the figures of a run.</summary>
internal static class Judge
{
    private static readonly long s_second = TimeSpan.TicksPerSecond;

    public static Figures Judged(this RunResult run)
    {
        long objective = (long)(ServiceModel.Current.Workload.ObjectiveSeconds * s_second);
        double[] first = Times(run.Outcomes, static outcome => outcome.FirstToken);
        double[] whole = Times(run.Outcomes, static outcome => outcome.Whole);
        int requests = run.Outcomes.Count;
        (double worst, double worstOfAllowed) = ExtraAttempts.Worst(run);
        DedicatedModel dedicated = ServiceModel.Current.Dedicated;
        double rent = dedicated.Replicas * dedicated.UsdPerReplicaHour / 3600 * run.Scenario.Seconds;
        return new Figures
        {
            Requests = requests,
            P50 = Percentile(first, 0.5),
            P95 = Percentile(first, 0.95),
            P99 = Percentile(first, 0.99),
            P999 = Percentile(first, 0.999),
            WholeP95 = Percentile(whole, 0.95),
            WholeP99 = Percentile(whole, 0.99),
            Goodput = Percent(run.Outcomes.Count(outcome => outcome.IsGood(objective)), requests),
            Failed = Percent(run.Outcomes.Count(static outcome => outcome.Whole is null), requests),
            Extra = Percent(run.Attempts.Count(static attempt => attempt.Index > 0), requests),
            WorstExtra = worst,
            WorstExtraOfAllowed = worstOfAllowed,
            SpillUsd = 100 * run.Attempts.Where(static attempt => !attempt.IsHedge).Sum(static attempt => attempt.Usd) / rent,
            HedgeUsd = 100 * run.Attempts.Where(static attempt => attempt.IsHedge).Sum(static attempt => attempt.Usd) / rent,
            Throttled = 1000.0 * run.Attempts.Count(static attempt => attempt.Outcome == AttemptOutcome.Throttled) / requests,
            OnDedicated = Percent(run.Outcomes.Count(static outcome => outcome.Lane == Lane.Dedicated), requests),
            Return = run.Scenario.RecoveredAt is { } recovered ? Windows.Return(run, recovered) : null,
            AfterReturn = run.Scenario.RecoveredAt is { } at ? Windows.Goodput(run, at + 15, at + 75, objective) : null,
            Swing = Windows.Swing(run),
        };
    }

    public static bool IsGood(this Outcome outcome, long objective) => outcome.Whole is not null && outcome.FirstToken <= objective;

    /// <summary>A percentile by the nearest rank; nothing sorted, nothing known.</summary>
    public static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? double.PositiveInfinity : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];

    /// <summary>The times in seconds, in order; a request that never got that far took forever.</summary>
    public static double[] Times(IEnumerable<Outcome> outcomes, Func<Outcome, long?> time)
    {
        double[] times = [.. outcomes.Select(outcome => time(outcome) is { } ticks ? ticks / (double)s_second : double.PositiveInfinity)];
        Array.Sort(times);
        return times;
    }

    private static double Percent(int part, int whole) => whole == 0 ? 0 : 100.0 * part / whole;
}
