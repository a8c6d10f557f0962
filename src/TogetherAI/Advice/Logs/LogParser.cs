using System.Globalization;

namespace TogetherAI;

/// <summary>Values of a log: times with or without a zone, spans with a unit, whole numbers, yes and no.</summary>
internal static class LogParser
{
    public static DateTimeOffset Time(long line, LogValue value)
    {
        // A date that does not begin with its year is read differently in different countries.
        if (value.Text.Length >= 10 && value.Text[4] == '-' && value.Text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0
            && DateTimeOffset.TryParse(value.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
            return time;
        if (Number(value.Text) is { } number and >= 0)
        {
            // Seconds since 1970 have ten digits, milliseconds thirteen, and so on, until the year 5138.
            double ticks = number * (value.Name.UnitTicks ?? number switch
            {
                < 1e11 => TimeSpan.TicksPerSecond,
                < 1e14 => TimeSpan.TicksPerMillisecond,
                < 1e17 => TimeSpan.TicksPerMicrosecond,
                _ => 0.01,
            });
            if (ticks < DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks)
                return new DateTimeOffset(DateTime.UnixEpoch.Ticks + (long)ticks, TimeSpan.Zero);
        }

        throw Wrong(line, value, "a time, such as 2026-01-31T09:00:00Z (without a zone it is UTC) or seconds since 1970");
    }

    public static int Tokens(long line, LogValue value) =>
        Number(value.Text) is { } number and >= 0 and <= int.MaxValue && number == Math.Floor(number)
            ? (int)number
            : throw Wrong(line, value, "a whole number of tokens, 0 or more");

    public static TimeSpan Span(long line, LogValue value)
    {
        if (Number(value.Text) is { } number)
        {
            double ticks = number * (value.Name.UnitTicks
                ?? throw Wrong(line, value, $"a time with its unit, such as 700ms; or name the column {value.Header}_ms or {value.Header}_s"));
            if (ticks is >= 0 and < TimeSpan.TicksPerDay * 365.0)
                return TimeSpan.FromTicks((long)Math.Round(ticks));
        }
        else if (TimeText.TryParse(value.Text, out TimeSpan span))
            return span;

        throw Wrong(line, value, "a time of zero or more, such as 700ms or 1.2s");
    }

    public static bool Truth(long line, LogValue value) => value.Text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "Y" => true,
        "FALSE" or "0" or "NO" or "N" => false,
        _ => throw Wrong(line, value, "true or false"),
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static TrafficLogException Wrong(long line, LogValue value, string wanted)
    {
        string shown = value.Text.Length <= 40 ? value.Text : value.Text[..40] + "…";
        return new TrafficLogException(line, value.Column, $"{value.Header} is '{shown}'; it takes {wanted}.");
    }
}
