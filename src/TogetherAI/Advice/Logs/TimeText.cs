using System.Globalization;

namespace TogetherAI;

/// <summary>Spans of time as people write them: <c>700ms</c>, <c>1.2s</c>, <c>2m</c>, <c>1h</c>, <c>00:00:01.2</c>.</summary>
internal static class TimeText
{
    private static readonly (string Suffix, long Ticks)[] s_units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    public static bool TryParse(string text, out TimeSpan span)
    {
        text = text.Trim();
        foreach ((string suffix, long ticks) in s_units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number)
                && number * ticks < TimeSpan.MaxValue.Ticks)
            {
                span = TimeSpan.FromTicks((long)Math.Round(number * ticks));
                return true;
            }
        }

        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out span) && text.Contains(':', StringComparison.Ordinal) && span >= TimeSpan.Zero;
    }

    /// <summary>As short as it can be said: milliseconds below ten seconds, then seconds, then minutes.</summary>
    public static string Format(TimeSpan span) => span.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        < 600 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
    };
}
