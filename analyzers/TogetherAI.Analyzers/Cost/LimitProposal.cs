using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TogetherAI.Analyzers;

/// <summary>
/// The limits that the fix of TAI1001 offers for one request, the likeliest first. Reasoning counts against the limit, so a model that
/// reasons is offered room for it: the service's own guide takes 30,000 tokens for a model that thinks hard.
/// </summary>
internal sealed class LimitProposal
{
    /// <summary>The keys of a diagnostic's properties: the limits with commas between them, and what they limit.</summary>
    public const string LimitsKey = "limits", PropertyKey = "property";

    private const int Answer = 1024, ShortAnswer = 256, LongAnswer = 4096, Reasoning = 16_384, HardReasoning = 32_768, QuickReasoning = 4096;

    private readonly ImmutableArray<int> _limits;

    private LimitProposal(ImmutableArray<int> limits) => _limits = limits;

    /// <param name="context">Where the rule runs.</param>
    /// <param name="call">The call that sends the request.</param>
    /// <param name="model">The model, where it is written out.</param>
    /// <param name="reasons">Whether the request asks for reasoning or turns it off; null where it says nothing.</param>
    public static LimitProposal For(OperationAnalysisContext context, IOperation call, string? model, bool? reasons)
    {
        bool withReasoning = reasons ?? ReasoningModels.Contains(model);
        int first = RuleOptions.GetNumber(
            context.Options,
            call.Syntax.SyntaxTree,
            Rules.MissingMaxTokens.Id,
            withReasoning ? "suggested_limit_for_reasoning" : "suggested_limit",
            withReasoning ? Reasoning : Answer);
        int[] others = withReasoning ? [HardReasoning, QuickReasoning] : [ShortAnswer, LongAnswer];
        return new(others.Where(other => other != first).Prepend(first).ToImmutableArray());
    }

    /// <summary>For the diagnostic, whose fix reads them.</summary>
    public ImmutableDictionary<string, string?> ToProperties(string property) => ImmutableDictionary<string, string?>.Empty
        .Add(PropertyKey, property)
        .Add(LimitsKey, string.Join(",", _limits.Select(static limit => limit.ToString(CultureInfo.InvariantCulture))));
}
