using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI2006 and TAI2007: the same client is made anew for every turn of a loop, or for every request to a web application.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClientPerCallAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ClientInLoop, Rules.ClientInHandler);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            IObjectCreationOperation creation = (IObjectCreationOperation)operation.Operation;
            if (!creation.Type.Is(symbols.TogetherClient) || creation.Constructor is not { } constructor || constructor.Parameters.Length > 1
                || RuleOptions.IsTestProject(operation.Options))
            {
                return;
            }

            IOperation? loop = LoopAround(creation);
            if (loop is not null && IsOfItsOwn(creation, loop) && !new ClientSettings(loop, handler: null).Vary(creation))
                operation.ReportDiagnostic(Diagnostic.Create(Rules.ClientInLoop, creation.CreationLocation()));
            else if (loop is null && WebHandler.Around(creation, operation.ContainingSymbol) is { } handler
                && IsOfItsOwn(creation, scope: null) && !new ClientSettings(loop: null, handler).Vary(creation))
            {
                operation.ReportDiagnostic(Diagnostic.Create(Rules.ClientInHandler, creation.CreationLocation()));
            }
        },
        OperationKind.ObjectCreation);

    private static IOperation? LoopAround(IOperation creation)
    {
        for (IOperation child = creation; child.Parent is { } parent; child = parent)
        {
            // What a loop runs over, and what it counts from, is made once.
            if (parent is IForEachLoopOperation each ? each.Body == child : parent is IForLoopOperation counted ? counted.Body == child : parent is IWhileLoopOperation)
                return parent;
        }

        return null;
    }

    /// <summary>Whether the client stays where it is made. One that is kept, returned or given away may be meant to last.</summary>
    private static bool IsOfItsOwn(IOperation creation, IOperation? scope)
    {
        IOperation value = creation;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => StaysHere(declarator, scope),
            IMemberReferenceOperation member => member.Instance == value,
            IInvocationOperation call => call.Instance == value,
            IUsingOperation => true,
            _ => false,
        };
    }

    private static bool StaysHere(IVariableDeclaratorOperation declarator, IOperation? scope)
    {
        if (scope is not null && !scope.Syntax.Span.Contains(declarator.Syntax.Span))
            return false;
        foreach (IOperation mention in LocalIndex.Of(declarator)[declarator.Symbol])
        {
            if (mention.Parent is IReturnOperation || (mention.Parent is ISimpleAssignmentOperation assignment && assignment.Value == mention)
                || (mention.Parent is IConversionOperation conversion && conversion.Parent is IReturnOperation))
            {
                return false;
            }
        }

        return true;
    }
}
