using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

/// <summary>
/// Every rule's descriptor. The severity says how certain the rule is, not how bad the mistake: a warning stands where the code shows the
/// mistake, a suggestion where a reader who knows more may shrug. What is off until a project turns it on is for its reader to judge.
/// </summary>
internal static class Rules
{
    private const string Cost = nameof(Cost);

    public static readonly DiagnosticDescriptor MissingMaxTokens = new(
        "TAI1001",
        "A request sets no limit on tokens",
        "This request sets no {0}, and no default applies: the model decides what the answer costs",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Without a limit the model's own applies: it may be thousands of tokens, or so few that a reasoning model's answer is cut off.",
        Page("TAI1001"));

    /// <summary>
    /// The rule's page. Whoever publishes says where the sources are (-p:PublicRepositoryUrl=...); without that no address is claimed, and
    /// the link is the page's path, in the sources as in the package.
    /// </summary>
    private static string Page(string id)
    {
        string? repository = typeof(Rules).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(static data => data.Key == "RulePages")?.Value;
        return (string.IsNullOrEmpty(repository) ? "analyzers/rules/" : repository + "/blob/main/analyzers/rules/") + id + ".md";
    }
}
