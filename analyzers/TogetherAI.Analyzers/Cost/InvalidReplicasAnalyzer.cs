using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI1007: bounds on replicas, known when compiling, that the service or the client refuses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InvalidReplicasAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.InvalidReplicas);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IObjectCreationOperation creation = (IObjectCreationOperation)operation.Operation;
                bool isV2 = creation.Type.Is(symbols.DeploymentAutoscaling);
                if (isV2 || creation.Type.Is(symbols.EndpointV1Autoscaling))
                    Report(operation, creation.CreationLocation(), Fault(Bound(creation, "MinReplicas"), Bound(creation, "MaxReplicas"), isV2));
            },
            OperationKind.ObjectCreation);
        if (symbols.ReplicaRange is not null)
        {
            context.RegisterOperationAction(
                operation =>
                {
                    IInvocationOperation call = (IInvocationOperation)operation.Operation;
                    if (call.TargetMethod.ContainingType.Is(symbols.ReplicaRange) && call.TargetMethod.IsStatic)
                        Report(operation, call.Syntax.GetLocation(), FaultOfRange(call));
                },
                OperationKind.Invocation);
        }
    }

    private static long? Bound(IObjectCreationOperation creation, string name)
    {
        foreach (IOperation member in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment && target.Property.Name == name)
                return assignment.Value.ConstantNumber();
        }

        return null;
    }

    private static string? Fault(long? min, long? max, bool isV2)
    {
        if (min < 0 || max < 0)
            return "there are no fewer replicas than none";
        if (min > max)
            return string.Format(CultureInfo.InvariantCulture, "at least {0} and at most {1} leaves no number between", min, max);
        return isV2 && min == 0 && max > 0
            ? "no replica at least and some at most is no way to scale to zero; 0 and 0 stops a deployment"
            : null;
    }

    private static string? FaultOfRange(IInvocationOperation call)
    {
        long?[] bounds = [.. call.Arguments.OrderBy(static argument => argument.Parameter?.Ordinal ?? 0).Select(static argument => argument.Value.ConstantNumber())];
        if (bounds.Any(static bound => bound < 1))
            return "a lease runs at least one replica";
        return call.TargetMethod.Name == "Between" && bounds.Length == 2 ? Fault(bounds[0], bounds[1], isV2: false) : null;
    }

    private static void Report(OperationAnalysisContext context, Location place, string? fault)
    {
        if (fault is not null)
            context.ReportDiagnostic(Diagnostic.Create(Rules.InvalidReplicas, place, fault));
    }
}
