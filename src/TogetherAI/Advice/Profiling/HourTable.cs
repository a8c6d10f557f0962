namespace TogetherAI;

/// <summary>What arrived by hour of the week, in UTC. Fixed memory; guarded by its owner.</summary>
internal sealed class HourTable
{
    private const int HoursOfAWeek = 7 * 24;

    private readonly long[] _requests = new long[HoursOfAWeek];
    private readonly long[] _prompt = new long[HoursOfAWeek];
    private readonly long[] _completion = new long[HoursOfAWeek];

    public void Add(in TrafficRecord record)
    {
        int hour = SlotOf(record.At.UtcTicks);
        _requests[hour]++;
        _prompt[hour] += record.PromptTokens;
        _completion[hour] += record.CompletionTokens;
    }

    /// <summary>The hours that lie, wholly or partly, between the first request and the last.</summary>
    public HourLoad[] Snapshot(long first, long last)
    {
        double[] seen = Seen(first, last);
        return
        [
            .. Enumerable.Range(0, HoursOfAWeek).Where(hour => seen[hour] > 0).Select(hour => new HourLoad
            {
                Day = (DayOfWeek)(hour / 24),
                Hour = hour % 24,
                HoursSeen = seen[hour],
                Requests = _requests[hour],
                PromptTokens = _prompt[hour],
                CompletionTokens = _completion[hour],
            }),
        ];
    }

    private static double[] Seen(long first, long last)
    {
        double[] seen = new double[HoursOfAWeek];
        long weeks = (last - first) / (HoursOfAWeek * TimeSpan.TicksPerHour);
        Array.Fill(seen, weeks);
        for (long from = first + (weeks * HoursOfAWeek * TimeSpan.TicksPerHour); from < last;)
        {
            long to = Math.Min(last, ((from / TimeSpan.TicksPerHour) + 1) * TimeSpan.TicksPerHour);
            seen[SlotOf(from)] += (to - from) / (double)TimeSpan.TicksPerHour;
            from = to;
        }

        return seen;
    }

    private static int SlotOf(long ticks)
    {
        DateTime at = new(ticks, DateTimeKind.Utc);
        return ((int)at.DayOfWeek * 24) + at.Hour;
    }
}
