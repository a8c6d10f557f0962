namespace TogetherAI.Simulator;

/// <summary>Counts attempts beyond arrivals over every window of 60 s. The worst windows begin at an extra attempt or end at one, so those are looked at.</summary>
internal static class ExtraAttempts
{
    private static readonly long s_window = TimeSpan.FromSeconds(60).Ticks;

    /// <returns>The worst share in percent of a window's arrivals (windows with fewer than 60 left out: three are always allowed), and the worst of what is allowed.</returns>
    public static (double Percent, double OfAllowed) Worst(RunResult run)
    {
        long[] extras = [.. run.Attempts.Where(static attempt => attempt.Index > 0).Select(static attempt => attempt.StartedAt)];
        long[] arrivals = [.. run.Plans.Select(static plan => plan.At)];
        double percent = 0;
        double ofAllowed = 0;
        int first = 0;
        for (int i = 0; i < extras.Length; i++)
        {
            while (extras[first] <= extras[i] - s_window)
                first++;
            int count = i - first + 1;
            int arrived = Until(arrivals, extras[i]) - Until(arrivals, extras[i] - s_window);
            ofAllowed = Math.Max(ofAllowed, count / Math.Max(0.05 * arrived, 3));
            if (arrived >= 60)
                percent = Math.Max(percent, 100.0 * count / arrived);
        }

        return (percent, ofAllowed);
    }

    /// <summary>How many have arrived up to and with a time.</summary>
    private static int Until(long[] sorted, long at)
    {
        int index = Array.BinarySearch(sorted, at);
        if (index < 0)
            return ~index;
        while (index < sorted.Length && sorted[index] == at)
            index++;
        return index;
    }
}
