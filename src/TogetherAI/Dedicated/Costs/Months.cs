namespace TogetherAI;

/// <summary>Calendar months in UTC.</summary>
internal static class Months
{
    public static DateTimeOffset StartOf(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The beginning of the next one.</summary>
    public static DateTimeOffset After(DateTimeOffset time) => StartOf(time).AddMonths(1);
}
