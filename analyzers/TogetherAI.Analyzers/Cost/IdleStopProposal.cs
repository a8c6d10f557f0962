using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TogetherAI.Analyzers;

/// <summary>The idle times that the fixes of TAI1002 and TAI1003 offer, in minutes, the likeliest first.</summary>
internal static class IdleStopProposal
{
    /// <summary>The keys of a diagnostic's properties: the minutes with commas between them, and the property they go into.</summary>
    public const string MinutesKey = "minutes", PropertyKey = "property";

    private const int Usual = 30, Short = 15, Long = 60;

    public static string For(OperationAnalysisContext context, IOperation place, DiagnosticDescriptor rule)
    {
        int first = RuleOptions.GetNumber(context.Options, place.Syntax.SyntaxTree, rule.Id, "suggested_minutes", Usual);
        int[] others = [Usual, Short, Long];
        return string.Join(",", others.Prepend(first).Distinct().Select(static minutes => minutes.ToString(CultureInfo.InvariantCulture)));
    }
}
