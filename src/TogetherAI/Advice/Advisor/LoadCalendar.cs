namespace TogetherAI;

/// <summary>
/// A month as the recording makes it look: by hours of the week where it has seen them all, by hours of the day where it has seen those, else
/// every hour like the mean. Immutable.
/// </summary>
internal sealed class LoadCalendar
{
    /// <summary>A twelfth of a year.</summary>
    public const double HoursOfMonth = 365 * 24 / 12.0;

    // An hour of which less was seen says too little about itself.
    private const double SeenEnough = 0.5;

    private LoadCalendar(IReadOnlyList<CalendarSlot> slots) => Slots = slots;

    public IReadOnlyList<CalendarSlot> Slots { get; }

    public bool KnowsHours => Slots.Count > 1;

    public bool KnowsDays => Slots.Count > 24;

    public static LoadCalendar Of(TrafficProfile profile, double loadFactor)
    {
        HourLoad[] seen = [.. profile.HoursOfWeek.Where(static hour => hour.HoursSeen >= SeenEnough)];
        if (seen.Length == 7 * 24)
            return new([.. seen.Select(hour => Slot(hour.Day, hour.Hour, HoursOfMonth / (7 * 24), [hour], loadFactor))]);
        IGrouping<int, HourLoad>[] byHour = [.. profile.HoursOfWeek.GroupBy(static hour => hour.Hour).OrderBy(static group => group.Key)];
        if (byHour.Length == 24 && byHour.All(static group => group.Sum(static hour => hour.HoursSeen) >= SeenEnough))
            return new([.. byHour.Select(group => Slot(null, group.Key, HoursOfMonth / 24, group, loadFactor))]);
        double perHour = loadFactor / profile.Hours;
        return new([new CalendarSlot(null, null, HoursOfMonth, profile.Requests * perHour, profile.PromptTokens.Total * perHour, profile.CompletionTokens.Total * perHour)]);
    }

    private static CalendarSlot Slot(DayOfWeek? day, int? hour, double hoursOfMonth, IEnumerable<HourLoad> loads, double loadFactor)
    {
        HourLoad[] all = [.. loads];
        double perHour = loadFactor / all.Sum(static load => load.HoursSeen);
        return new CalendarSlot(
            day,
            hour,
            hoursOfMonth,
            all.Sum(static load => load.Requests) * perHour,
            all.Sum(static load => load.PromptTokens) * perHour,
            all.Sum(static load => load.CompletionTokens) * perHour);
    }
}
