using System.Text.RegularExpressions;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Texts that match the patterns the description has.</summary>
internal static class Patterns
{
    private static readonly string[] s_candidates = ["{0}s", "name-{0}", "name_{0}", "{0}", "#{0:X6}", "2026-01", "projects/p{0}/models/m{0}"];

    public static string Example(string pattern, int n) =>
        s_candidates.Select(candidate => string.Format(System.Globalization.CultureInfo.InvariantCulture, candidate, n))
            .FirstOrDefault(text => Regex.IsMatch(text, pattern))
        ?? throw new NotSupportedException($"No text is known that matches '{pattern}'. Add one here.");
}
