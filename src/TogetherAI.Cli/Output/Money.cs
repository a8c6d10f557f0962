using System.Globalization;

namespace TogetherAI.Cli.Output;

/// <summary>US dollars as text.</summary>
internal static class Money
{
    /// <returns>Such as <c>3.99 USD</c>, with two to four decimals; <c>?</c> where it is not known.</returns>
    public static string Usd(decimal? usd) => usd is { } known ? known.ToString("0.00##", CultureInfo.InvariantCulture) + " USD" : "?";
}
