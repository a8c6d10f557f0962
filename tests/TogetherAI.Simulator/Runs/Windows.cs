namespace TogetherAI.Simulator;

/// <summary>Looks at a run piece by piece.</summary>
internal static class Windows
{
    private const double ReturnWindow = 5;
    private const double SwingWindow = 10;

    /// <summary>Seconds from a recovery to the end of the first 5 s of arrivals of which rented GPUs answer 95 %; infinite when that never happens.</summary>
    public static double Return(RunResult run, double recovered)
    {
        for (double from = recovered; from + ReturnWindow <= run.Scenario.Seconds; from++)
        {
            if (DedicatedShare(run, from, from + ReturnWindow) >= 0.95)
                return from + ReturnWindow - recovered;
        }

        return double.PositiveInfinity;
    }

    /// <summary>The goodput of the arrivals of some seconds, in percent.</summary>
    public static double Goodput(RunResult run, double from, double to, long objective)
    {
        (int first, int end) = Range(run.Plans, from, to);
        int good = 0;
        for (int i = first; i < end; i++)
            good += run.Outcomes[i].IsGood(objective) ? 1 : 0;
        return end == first ? 100 : 100.0 * good / (end - first);
    }

    /// <summary>See <see cref="Figures.Swing"/>.</summary>
    public static double Swing(RunResult run)
    {
        List<double> shares = [];
        for (double from = 0; from + SwingWindow <= run.Scenario.Seconds; from += SwingWindow)
            shares.Add(100 * DedicatedShare(run, from, from + SwingWindow));
        double[] sorted = [.. shares.Order()];
        return (Judge.Percentile(sorted, 0.95) - Judge.Percentile(sorted, 0.05)) / 2;
    }

    /// <summary>The share of some seconds' arrivals that rented GPUs answered.</summary>
    public static double DedicatedShare(RunResult run, double from, double to)
    {
        (int first, int end) = Range(run.Plans, from, to);
        int dedicated = 0;
        for (int i = first; i < end; i++)
            dedicated += run.Outcomes[i].Lane == Lane.Dedicated ? 1 : 0;
        return end == first ? 1 : (double)dedicated / (end - first);
    }

    /// <summary>The requests that arrive in some seconds: from the first up to the one after the last.</summary>
    public static (int First, int End) Range(IReadOnlyList<RequestPlan> plans, double from, double to) => (Find(plans, from), Find(plans, to));

    private static int Find(IReadOnlyList<RequestPlan> plans, double seconds)
    {
        long at = (long)(seconds * TimeSpan.TicksPerSecond);
        int low = 0;
        int high = plans.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (plans[middle].At < at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
