using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI2002: a stream is made and nobody reads it. A lazy one sends nothing at all; one that was opened is paid for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadStreamAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.UnreadStream);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            IInvocationOperation call = (IInvocationOperation)operation.Operation;
            if (!symbols.IsOfClient(call.TargetMethod) || !call.TargetMethod.ReturnType.UnwrapTask().IsAsyncSequence() || !IsThrownAway(call))
                return;
            string consequence = call.TargetMethod.ReturnType.IsTask() ? "it is paid for and thrown away" : "before that nothing is sent";
            operation.ReportDiagnostic(Diagnostic.Create(Rules.UnreadStream, call.NameLocation(), call.TargetMethod.Name, consequence));
        },
        OperationKind.Invocation);

    private static bool IsThrownAway(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" })
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => LocalIndex.Of(call)[declarator.Symbol].Count <= 1,
            _ => false,
        };
    }
}
