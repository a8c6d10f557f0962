namespace TogetherAI;

/// <summary>Finds the hours in which replicas may stop.</summary>
internal static class ScheduleFinder
{
    public static IReadOnlyList<ScheduleHint> Find(AdviceInput input, WorkloadOption? basis)
    {
        if (!input.Calendar.KnowsHours || basis is not { Replicas: { } replicas, Hardware: { } hardware } || input.PriceOf(hardware) is not { } usdPerReplica)
            return [];
        decimal usd = replicas * usdPerReplica;
        CalendarSlot[] empty = [.. input.Calendar.Slots.Where(static slot => slot.Requests == 0)];
        CalendarSlot[] cheaper = input.Prices.Serverless is { } price && input.ServerlessMeets != false
            ? [.. input.Calendar.Slots.Where(slot => slot.Requests > 0 && slot.UsdPerHour(price) < usd)]
            : [];
        return
        [
            .. Hint(empty, empty.Sum(slot => (decimal)slot.HoursOfMonth * usd), "Nothing came in them."),
            .. Hint(
                cheaper,
                cheaper.Sum(slot => (decimal)slot.HoursOfMonth * (usd - slot.UsdPerHour(input.Prices.Serverless!))),
                "Serverless is cheaper for what comes in them."),
        ];
    }

    private static ScheduleHint[] Hint(CalendarSlot[] slots, decimal saved, string reason) => slots.Length == 0 ? [] :
    [
        new ScheduleHint
        {
            Hours = string.Join("; ", HourWords.Of(slots)),
            HoursPerMonth = slots.Sum(static slot => slot.HoursOfMonth),
            UsdPerMonth = saved,
            Reason = reason,
        },
    ];
}
