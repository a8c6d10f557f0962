using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI1001: a request for generated text reaches the client without a limit on tokens, and no client has a default.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingMaxTokensAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.MissingMaxTokens);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        ClientRequests requests = new(symbols);
        PipelineRequests pipelines = new(symbols);
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (requests.Sends(call.TargetMethod))
                    requests.Judge(operation, call);
                else if (pipelines.Sends(call.TargetMethod))
                    pipelines.Judge(operation, call);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(operation => requests.JudgeMade(operation, operation.Operation), OperationKind.ObjectCreation, OperationKind.With);
    }
}
