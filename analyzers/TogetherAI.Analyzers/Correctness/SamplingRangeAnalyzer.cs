using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI4002: a value for sampling is outside the range that the service documents.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SamplingRangeAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.SamplingOutOfRange);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)operation.Operation;
            if (assignment.Target is not IPropertyReferenceOperation { Property: { } property } || Range(property.Name) is not { } range
                || !(property.ContainingType.Is(symbols.GenerationRequest) || property.ContainingType.Is(symbols.ResponseRequest)))
            {
                return;
            }

            if (ConstantTime.Number(assignment.Value) is { } number && !(number >= range.Least && number <= range.Most))
            {
                operation.ReportDiagnostic(Diagnostic.Create(
                    Rules.SamplingOutOfRange,
                    assignment.Value.Syntax.GetLocation(),
                    property.Name,
                    range.Least.ToString(CultureInfo.InvariantCulture),
                    range.Most.ToString(CultureInfo.InvariantCulture)));
            }
        },
        OperationKind.SimpleAssignment);

    /// <summary>The documented ranges, of 2026-08-18. Both ends are allowed.</summary>
    private static (double Least, double Most)? Range(string property) => property switch
    {
        "Temperature" => (0, 2),
        "TopP" => (0, 1),
        "N" => (1, 128),
        "PresencePenalty" or "FrequencyPenalty" => (-2, 2),
        _ => null,
    };
}
