using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// TAI1004: a lease is dropped, or kept in a local that nobody disposes of, stops, or hands on. Whoever a lease is handed to may dispose of it,
/// so what leaves the member is never reported.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LeaseNotDisposedAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.LeaseNotDisposed);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (symbols.EndpointLease is null)
            return;
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (Rents(symbols, call.TargetMethod) && IsDropped(call))
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.LeaseNotDisposed, call.NameLocation()));
            },
            OperationKind.Invocation);
    }

    private static bool Rents(KnownSymbols symbols, IMethodSymbol method) =>
        method.ContainingType.Is(symbols.DedicatedClient) && method.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && results[0].Is(symbols.EndpointLease);

    private static bool IsDropped(IInvocationOperation call)
    {
        IOperation value = call.Climb();
        if (value.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured && configured.Instance == value)
            value = configured.Climb();
        bool isAwaited = value.Parent is IAwaitOperation;
        if (isAwaited)
            value = value.Parent!.Climb();

        return value.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when isAwaited => !IsUsing(declarator) && IsForgotten(declarator, declarator.Symbol),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } when isAwaited => IsForgotten(target, target.Local),
            IMemberReferenceOperation member when isAwaited && member.Instance == value => true,
            IInvocationOperation on when isAwaited && on.Instance == value => !Ends(on.TargetMethod),
            _ => false,
        };
    }

    private static bool IsUsing(IVariableDeclaratorOperation declarator)
    {
        for (IOperation? node = declarator.Parent; node is not null; node = node.Parent)
        {
            if (node is IUsingDeclarationOperation or IUsingOperation)
                return true;
            if (node is IBlockOperation)
                return false;
        }

        return false;
    }

    /// <summary>Whether nothing but its members is used of a local, and none that ends it.</summary>
    private static bool IsForgotten(IOperation declaration, ILocalSymbol local)
    {
        IOperation? function = declaration.EnclosingFunction();
        foreach (IOperation mention in LocalIndex.Of(declaration)[local])
        {
            if (mention is not ILocalReferenceOperation || mention == declaration)
                continue;
            if (mention.EnclosingFunction() != function)
                return false;
            IOperation node = mention.Climb();
            bool isHarmless = node.Parent switch
            {
                IMemberReferenceOperation member => member.Instance == node,
                IInvocationOperation call => call.Instance == node && !Ends(call.TargetMethod) && call.TargetMethod.Name != "ConfigureAwait",
                ISimpleAssignmentOperation assignment => assignment.Target == node,
                IConditionalAccessOperation access => !EndsThrough(access),
                IBinaryOperation or IIsPatternOperation or IInterpolationOperation => true,
                _ => false,
            };
            if (!isHarmless)
                return false;
        }

        return true;
    }

    private static bool EndsThrough(IConditionalAccessOperation access) => access.WhenNotNull is not IMemberReferenceOperation
        && (access.WhenNotNull is not IInvocationOperation call || Ends(call.TargetMethod));

    private static bool Ends(IMethodSymbol method) => method.Name is "DisposeAsync" or "StopAsync";
}
