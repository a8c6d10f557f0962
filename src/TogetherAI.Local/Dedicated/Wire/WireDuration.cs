using System.Globalization;
using System.Text.RegularExpressions;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>Durations as protobuf writes them in JSON: <c>300s</c>, <c>1.5s</c>.</summary>
internal static partial class WireDuration
{
    public static string Text(TimeSpan duration) => duration.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s";

    public static TimeSpan Parse(string text, string field)
    {
        if (!Pattern().IsMatch(text))
            throw ApiException.Invalid(field, $"{field} must be a duration in seconds such as \"300s\"; it is \"{text}\".");
        decimal seconds = decimal.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.Number, CultureInfo.InvariantCulture);
        return seconds is >= 0 and <= 31_536_000
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw ApiException.Invalid(field, $"{field} must be between 0s and a year; it is \"{text}\".");
    }

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?s\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
