using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI2001: a thread waits for a call that takes seconds, with <c>.Result</c>, <c>.Wait()</c> or <c>GetAwaiter().GetResult()</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingCallAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.BlockingCall);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IPropertyReferenceOperation member = (IPropertyReferenceOperation)operation.Operation;
                if (member.Property.Name == "Result" && member.Property.ContainingType.IsTask())
                    Judge(operation, symbols, member, member.Instance, ".Result");
            },
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name == "Wait" && call.TargetMethod.ContainingType.IsTask())
                    Judge(operation, symbols, call, call.Instance, ".Wait()");
                else if (call is { TargetMethod.Name: "GetResult", Instance: IInvocationOperation { TargetMethod.Name: "GetAwaiter" } awaiter })
                    Judge(operation, symbols, call, awaiter.Instance, ".GetAwaiter().GetResult()");
            },
            OperationKind.Invocation);
    }

    private static void Judge(OperationAnalysisContext context, KnownSymbols symbols, IOperation blocking, IOperation? task, string how)
    {
        if (task is null || Call(task) is not { } call || !symbols.IsOfClient(call.TargetMethod) || CannotAwait(blocking, context.ContainingSymbol))
            return;
        if (RuleOptions.IsTestProject(context.Options)
            && RuleOptions.IsOn(context.Options, blocking.Syntax.SyntaxTree, Rules.BlockingCall.Id, "ignore_in_tests"))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(Rules.BlockingCall, BlockedTask.NameOf(blocking.Syntax), how, call.TargetMethod.Name));
    }

    /// <summary>The call whose task it is, without what only passes the task on.</summary>
    private static IInvocationOperation? Call(IOperation task)
    {
        IOperation value = task.Unwrap();
        while (value is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WaitAsync", Instance: { } instance } passes
            && passes.TargetMethod.ContainingType.IsTask())
        {
            value = instance.Unwrap();
        }

        return value as IInvocationOperation;
    }

    /// <summary>Where blocking is all that is left: a <c>Main</c> that returns no task, disposal without tasks, a finalizer.</summary>
    private static bool CannotAwait(IOperation blocking, ISymbol member)
    {
        if (blocking.EnclosingFunction() is not null || member is not IMethodSymbol method)
            return false;
        return method.MethodKind == MethodKind.Destructor
            || (method is { Name: "Dispose", ReturnsVoid: true, IsStatic: false } && method.Parameters.Length <= 1)
            || (method is { Name: "Main", IsStatic: true } && !method.ReturnType.IsTask());
    }
}
