using System.Globalization;

namespace TogetherAI.Cli.Output;

/// <summary>Times as text.</summary>
internal static class Times
{
    /// <returns>Such as <c>2026-11-28 19:00:05Z</c>.</returns>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
