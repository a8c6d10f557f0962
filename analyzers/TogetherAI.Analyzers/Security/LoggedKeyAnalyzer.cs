using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI3002: an API key is written to a log or to the console.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoggedKeyAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.LoggedKey);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            IPropertyReferenceOperation member = (IPropertyReferenceOperation)operation.Operation;
            if (member.Property.Name == "ApiKey" && symbols.IsOfClient(member.Property)
                && LogCall.Writing(member, static call => LogCall.IsLog(call) || LogCall.IsConsole(call)) is { } call)
            {
                operation.ReportDiagnostic(Diagnostic.Create(Rules.LoggedKey, member.Syntax.GetLocation(), call.TargetMethod.Name));
            }
        },
        OperationKind.PropertyReference);
}
