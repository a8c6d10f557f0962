using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// TAI1002 and TAI1003: dedicated capacity is made by its raw calls, and nothing stops it, or only what was switched off or may not work. A
/// guard in the project stops it, and so does a stop further down in the member.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingIdleStopAnalyzer : TogetherAnalyzer
{
    private const string Deployment = "deployment", Endpoint = "endpoint";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.MissingIdleStop, Rules.UnsureIdleStop);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        DedicatedCalls calls = new(symbols);
        IPropertySymbol? window = symbols.DeploymentAutoscaling.FindProperty("ScaleToZeroWindow");
        IPropertySymbol? timeout = symbols.CreateEndpointV1Request.FindProperty("InactiveTimeout");
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                bool isDeployment = calls.CreatesDeployment(call.TargetMethod);
                if ((!isDeployment && !calls.CreatesEndpointV1(call.TargetMethod)) || calls.RequestOf(call) is not { } request || IsStopped(operation, symbols, calls, call))
                    return;
                if (isDeployment && window is not null)
                    JudgeDeployment(operation, calls, request, window);
                else if (!isDeployment && timeout is not null)
                    JudgeEndpoint(operation, calls, request, timeout);
            },
            OperationKind.Invocation);
    }

    private static bool IsStopped(OperationAnalysisContext context, KnownSymbols symbols, DedicatedCalls calls, IInvocationOperation call) =>
        calls.IsStoppedBelow(call) || symbols.Sources.Get(context.CancellationToken).HasIdleGuard;

    private static void JudgeDeployment(OperationAnalysisContext context, DedicatedCalls calls, IOperation request, IPropertySymbol window)
    {
        foreach (PropertyFact autoscaling in calls.AutoscalingOf(request, context.CancellationToken))
        {
            if (autoscaling.State != PropertyState.Set || autoscaling.IsRepeat || autoscaling.Value is not { } bounds || calls.RunsNothing(bounds, context.CancellationToken))
                continue;
            bool isReported = false;
            foreach (PropertyFact stop in calls.Reader(window, context.CancellationToken).Read(bounds))
            {
                if (stop.State == PropertyState.NotSet && stop.Value is null)
                {
                    // Bounds that may be one or the other are still one request's.
                    if (!isReported)
                        ReportMissing(context, autoscaling.Origin, stop.Origin, Deployment, window);
                    isReported = true;
                }
                else if (stop is { State: not PropertyState.Unknown, Value: { } value } && IsOff(stop, value))
                    ReportUnsure(context, value, Deployment, "this switches its idle stop off", window);
                else if (stop is { State: PropertyState.Set, Value: { } set })
                    ReportUnsure(context, set, Deployment, "the service's own documents disagree on whether ScaleToZeroWindow works", null);
            }
        }
    }

    private static void JudgeEndpoint(OperationAnalysisContext context, DedicatedCalls calls, IOperation request, IPropertySymbol timeout)
    {
        foreach (PropertyFact stop in calls.Reader(timeout, context.CancellationToken).Read(request))
        {
            if (stop.State == PropertyState.Unknown || stop.IsRepeat || calls.MayRunNothing(request, context.CancellationToken))
                continue;
            if (stop.State == PropertyState.NotSet && stop.Value is null)
                ReportMissing(context, stop.Origin, stop.Origin, Endpoint, timeout);
            else if (stop.Value is { } value && IsOff(stop, value))
                ReportUnsure(context, value, Endpoint, "this switches its idle stop off", timeout);
        }
    }

    private static bool IsOff(PropertyFact stop, IOperation value) => stop.State == PropertyState.NotSet || value.ConstantNumber() == 0
        || value.Unwrap() is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } };

    private static void ReportMissing(OperationAnalysisContext context, IOperation request, IOperation place, string what, IPropertySymbol property) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.MissingIdleStop,
            request.CreationLocation(),
            place is IObjectCreationOperation or IWithOperation ? [place.CreationLocation()] : null,
            ImmutableDictionary<string, string?>.Empty.Add(IdleStopProposal.PropertyKey, property.Name)
                .Add(IdleStopProposal.MinutesKey, IdleStopProposal.For(context, request, Rules.MissingIdleStop)),
            what));

    private static void ReportUnsure(OperationAnalysisContext context, IOperation value, string what, string why, IPropertySymbol? fixable) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.UnsureIdleStop,
            value.Syntax.GetLocation(),
            fixable is null ? null : ImmutableDictionary<string, string?>.Empty.Add(IdleStopProposal.PropertyKey, fixable.Name)
                .Add(IdleStopProposal.MinutesKey, IdleStopProposal.For(context, value, Rules.UnsureIdleStop)),
            what,
            why));
}
