namespace TogetherAI.Tests.Dedicated.Scaling;

/// <summary>Time zones that are the same on every machine, whatever its system knows of the world.</summary>
internal static class Zones
{
    /// <summary>An hour before UTC; in summer two, from the last Sunday of March, 02:00, to the last of October, 03:00.</summary>
    public static TimeZoneInfo Central { get; } = Make(TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    /// <summary>As <see cref="Central"/>, but put forward by half an hour only.</summary>
    public static TimeZoneInfo HalfHour { get; } = Make(TimeSpan.FromHours(10.5), TimeSpan.FromMinutes(30));

    private static TimeZoneInfo Make(TimeSpan offset, TimeSpan forward) => TimeZoneInfo.CreateCustomTimeZone(
        "test", offset, "test", "test", "test in summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date,
                DateTime.MaxValue.Date,
                forward,
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);
}
