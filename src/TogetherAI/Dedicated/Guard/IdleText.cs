using System.Globalization;

namespace TogetherAI;

/// <summary>Times as people say them.</summary>
internal static class IdleText
{
    /// <returns>Such as <c>40 s</c>, <c>12 min</c>, <c>1 h 30 min</c>, <c>2 d 4 h</c>; what is smaller is left out.</returns>
    public static string Of(TimeSpan time)
    {
        FormattableString text = time switch
        {
            { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds} s",
            { TotalHours: < 1, Seconds: 0 } => $"{time.Minutes} min",
            { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
            { TotalDays: < 1, Minutes: 0 } => $"{time.Hours} h",
            { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
            { Hours: 0 } => $"{time.Days} d",
            _ => $"{time.Days} d {time.Hours} h",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
