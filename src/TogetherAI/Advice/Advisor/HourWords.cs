using System.Globalization;

namespace TogetherAI;

/// <summary>Hours of a calendar in words: those that follow each other as one, days that are alike together.</summary>
internal static class HourWords
{
    private static readonly DayOfWeek[] s_week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static IReadOnlyList<string> Of(IEnumerable<CalendarSlot> slots)
    {
        CalendarSlot[] all = [.. slots.Where(static slot => slot.Hour is not null)];
        if (all.Length == 0)
            return [];
        if (all[0].Day is null)
            return ["daily " + Ranges([.. all.Select(static slot => slot.Hour!.Value)])];
        return
        [
            .. s_week
                .Select(day => (Day: day, Hours: Ranges([.. all.Where(slot => slot.Day == day).Select(static slot => slot.Hour!.Value)])))
                .Where(static day => day.Hours.Length > 0)
                .GroupBy(static day => day.Hours, static day => day.Day)
                .Select(static group => $"{Days([.. group])} {group.Key}"),
        ];
    }

    private static string Ranges(int[] hours)
    {
        Array.Sort(hours);
        List<string> ranges = [];
        for (int from = 0; from < hours.Length;)
        {
            int to = from;
            while (to + 1 < hours.Length && hours[to + 1] == hours[to] + 1)
                to++;
            ranges.Add(string.Create(CultureInfo.InvariantCulture, $"{hours[from]:00}:00-{hours[to] + 1:00}:00"));
            from = to + 1;
        }

        return string.Join(", ", ranges);
    }

    private static string Days(DayOfWeek[] days)
    {
        if (days.Length == 7)
            return "daily";
        int first = Array.IndexOf(s_week, days[0]);
        bool inRow = days.Length > 2 && s_week.AsSpan(first, Math.Min(days.Length, 7 - first)).SequenceEqual(days);
        return inRow ? $"{Short(days[0])}-{Short(days[^1])}" : string.Join(',', days.Select(Short));
    }

    private static string Short(DayOfWeek day) => day.ToString()[..3];
}
