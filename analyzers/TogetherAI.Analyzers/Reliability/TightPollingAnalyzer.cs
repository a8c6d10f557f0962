using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI2004: a loop asks for the state of one piece of work over and over, with no pause or hardly one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TightPollingAnalyzer : TogetherAnalyzer
{
    private const int ShortestPause = 1000;

    /// <summary>Which clients tell the state of something that takes minutes or hours.</summary>
    private static readonly string[] s_clients =
    [
        "BatchesClient", "VideosClient", "JobsClient", "EndpointsV1Client", "DedicatedDeploymentsClient", "DedicatedEndpointsClient", "RemoteModelUploadsClient",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.TightPolling);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        HashSet<ISymbol> clients = new(s_clients.Select(symbols.Find).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name != "GetAsync" || !clients.Contains(call.TargetMethod.ContainingType) || LoopAround(call) is not { } loop)
                    return;
                if (IsReturned(call) || AsksForAnother(call, loop) || HasPause(loop, symbols))
                    return;
                string instead = call.TargetMethod.ContainingType.GetMembers("WaitAsync").IsEmpty ? "a pause of 30 seconds" : "WaitAsync";
                operation.ReportDiagnostic(Diagnostic.Create(Rules.TightPolling, call.NameLocation(), instead));
            },
            OperationKind.Invocation);
    }

    /// <summary>The innermost loop that runs until something is so. One over a collection asks for many things once.</summary>
    private static ILoopOperation? LoopAround(IOperation call)
    {
        for (IOperation? parent = call.Parent; parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
        {
            if (parent is IWhileLoopOperation or IForLoopOperation)
                return (ILoopOperation)parent;
        }

        return null;
    }

    /// <summary>An answer that is handed on at once is not waited for: the loop repeats what failed.</summary>
    private static bool IsReturned(IOperation call)
    {
        IOperation value = call;
        while (value.Parent is IAwaitOperation or IConversionOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            value = value.Parent;
        return value.Parent is IReturnOperation;
    }

    /// <summary>Whether each turn asks for something else: an argument depends on what the loop declares, counts or takes from a queue.</summary>
    private static bool AsksForAnother(IInvocationOperation call, ILoopOperation loop) => call.Arguments
        .Where(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String)
        .SelectMany(static argument => argument.Value.DescendantsAndSelf())
        .Any(part => part switch
        {
            ILocalReferenceOperation local => Changes(local, call, loop),
            IInvocationOperation or IArrayElementReferenceOperation => true,
            IPropertyReferenceOperation { Arguments.Length: > 0 } => true,
            _ => false,
        });

    private static bool Changes(ILocalReferenceOperation local, IInvocationOperation call, ILoopOperation loop) => IsDeclaredIn(loop, local.Local) || LocalIndex.Of(local)[local.Local].Any(mention =>
        mention.Syntax.SpanStart >= loop.Syntax.SpanStart && mention.Syntax.Span.End <= loop.Syntax.Span.End
        && mention switch
        {
            // What the call itself brings is the same thing again.
            { Parent: ISimpleAssignmentOperation assignment } when assignment.Target == mention => !assignment.Value.Syntax.Span.Contains(call.Syntax.Span),
            { Parent: IAssignmentOperation assignment } when assignment.Target == mention => true,
            { Parent: IIncrementOrDecrementOperation } => true,
            { Parent: IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } } => true,
            _ => false,
        });

    private static bool IsDeclaredIn(ILoopOperation loop, ILocalSymbol local) =>
        local.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == loop.Syntax.SyntaxTree && loop.Syntax.Span.Contains(declaration.Span));

    /// <summary>Whether a turn of the loop waits for anything but the service's answer.</summary>
    private static bool HasPause(ILoopOperation loop, KnownSymbols symbols) => loop.Descendants().Any(operation => operation switch
    {
        IAwaitOperation awaited => IsPause(awaited.Operation.UnwrapAwait(), symbols),
        IForEachLoopOperation { IsAsynchronous: true } => true,
        IInvocationOperation { TargetMethod: { Name: "Sleep" } method } sleep when method.ContainingType.IsNamed("System.Threading", "Thread") => !IsShort(sleep),
        IInvocationOperation { TargetMethod.Name: "Wait" or "WaitOne" or "GetResult" } blocking => blocking.Instance is not { } instance || IsPause(Task(instance), symbols),
        _ => false,
    });

    private static IOperation Task(IOperation blocked) =>
        blocked.Unwrap() is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } ? task.UnwrapAwait() : blocked.UnwrapAwait();

    private static bool IsPause(IOperation awaited, KnownSymbols symbols)
    {
        if (awaited is not IInvocationOperation call)
            return true;
        if (call.TargetMethod.Name == "Delay" && call.TargetMethod.ContainingType.IsTask())
            return !IsShort(call);
        return !symbols.IsOfClient(call.TargetMethod) && !(call.TargetMethod.Name == "Yield" && call.TargetMethod.ContainingType.IsTask());
    }

    private static bool IsShort(IInvocationOperation pause) =>
        pause.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value is { } time
        && ConstantTime.Milliseconds(time) is { } milliseconds && milliseconds is >= 0 and < ShortestPause;
}
