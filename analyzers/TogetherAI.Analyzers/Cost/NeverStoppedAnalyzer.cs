using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI1005, off by default: a type makes dedicated capacity by its raw calls and has no call that stops any.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeverStoppedAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.NeverStopped);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        DedicatedCalls calls = new(symbols);
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (!Starts(calls, call, operation.CancellationToken) || operation.ContainingSymbol.ContainingType is not { } type)
                    return;
                if (!Stops(type, operation.CancellationToken) && !symbols.Sources.Get(operation.CancellationToken).HasIdleGuard)
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.NeverStopped, call.NameLocation(), type.Name));
            },
            OperationKind.Invocation);
    }

    private static bool Starts(DedicatedCalls calls, IInvocationOperation call, CancellationToken cancellationToken)
    {
        if (calls.RequestOf(call) is not { } request)
            return false;
        return calls.CreatesDeployment(call.TargetMethod)
            ? !calls.AutoscalingOf(request, cancellationToken).Exists(fact => fact.Value is { } bounds && calls.RunsNothing(bounds, cancellationToken))
            : calls.CreatesEndpointV1(call.TargetMethod) && !calls.MayRunNothing(request, cancellationToken);
    }

    private static bool Stops(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax(cancellationToken).DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        .Any(static member => DedicatedCalls.Stops.Contains(member.Name.Identifier.ValueText, StringComparer.Ordinal));
}
