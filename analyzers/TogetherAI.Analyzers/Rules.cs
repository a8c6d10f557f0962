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

    public static readonly DiagnosticDescriptor MissingIdleStop = new(
        "TAI1002",
        "Dedicated capacity has nothing that stops it",
        "Nothing stops this {0} when nobody uses it: it is paid for by the minute until somebody remembers it",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Rented GPUs are billed while they run, used or not. Rent through a lease, run a guard, or say after how long without traffic it stops.",
        Page("TAI1002"));

    public static readonly DiagnosticDescriptor UnsureIdleStop = new(
        "TAI1003",
        "An idle stop is switched off, or is not known to work",
        "Nothing surely stops this {0}: {1}",
        Cost,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Zero and null switch the idle stop off. ScaleToZeroWindow is described in one of the service's documents and denied in another.",
        Page("TAI1003"));

    public static readonly DiagnosticDescriptor LeaseNotDisposed = new(
        "TAI1004",
        "A lease on dedicated capacity is not disposed of",
        "Nothing gives back what this lease rents: dispose of it with 'await using', or stop it",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A lease gives its GPUs back when it is disposed of or stopped. One that is dropped leaves that to its idle stop, if it has one.",
        Page("TAI1004"));

    public static readonly DiagnosticDescriptor NeverStopped = new(
        "TAI1005",
        "A type starts dedicated capacity and never stops any",
        "'{0}' starts dedicated capacity here and stops none anywhere",
        Cost,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        "Whoever starts what is billed by the minute had better be the one who stops it. Off by default: another process may do it.",
        Page("TAI1005"));

    public static readonly DiagnosticDescriptor ChatPerItem = new(
        "TAI1006",
        "A chat request is sent for each item of a collection",
        "This sends a request for each item: where the answers can wait, a batch may do, at a lower price for some models",
        Cost,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        "Batches are answered within a day, have limits of their own, and are cheaper for some models. Off by default: answers often cannot wait.",
        Page("TAI1006"));

    public static readonly DiagnosticDescriptor InvalidReplicas = new(
        "TAI1007",
        "Bounds on replicas that are refused",
        "These bounds are refused: {0}",
        Cost,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The lower bound must not be above the upper one, nor below zero; zero replicas at least and more at most is no way to scale to zero.",
        Page("TAI1007"));

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
