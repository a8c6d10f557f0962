using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Which calls start dedicated capacity, and what in the same member stops it again.</summary>
internal sealed class DedicatedCalls(KnownSymbols symbols)
{
    /// <summary>What calls that stop or remove dedicated capacity are called.</summary>
    public static readonly string[] Stops = ["StopAsync", "DeleteAsync", "TearDownAsync"];

    private static readonly ConditionalWeakTable<IOperation, IReadOnlyList<IOperation>> s_stops = new();

    private readonly IPropertySymbol? _autoscaling = symbols.CreateDedicatedDeploymentRequest.FindProperty("Autoscaling");
    private readonly IPropertySymbol? _maxReplicas = symbols.DeploymentAutoscaling.FindProperty("MaxReplicas");
    private readonly IPropertySymbol? _v1Autoscaling = symbols.CreateEndpointV1Request.FindProperty("Autoscaling");
    private readonly IPropertySymbol? _v1MaxReplicas = symbols.EndpointV1Autoscaling.FindProperty("MaxReplicas");
    private readonly IPropertySymbol? _v1State = symbols.CreateEndpointV1Request.FindProperty("State");

    /// <summary>Whether a method makes a deployment, which runs as soon as it can.</summary>
    public bool CreatesDeployment(IMethodSymbol method) => method.Name == "CreateAsync" && method.ContainingType.Is(symbols.DedicatedDeploymentsClient);

    /// <summary>Whether a method makes an endpoint of the first version, which runs as soon as it can.</summary>
    public bool CreatesEndpointV1(IMethodSymbol method) => method.Name == "CreateAsync" && method.ContainingType.Is(symbols.EndpointsV1Client);

    /// <summary>What such a call is to make.</summary>
    public IOperation? RequestOf(IInvocationOperation call) => call.Arguments.FirstOrDefault(argument =>
        argument.Parameter?.Type is { } type && (type.Is(symbols.CreateDedicatedDeploymentRequest) || type.Is(symbols.CreateEndpointV1Request)))?.Value;

    /// <summary>Reads one of a request's properties.</summary>
    public PropertyReader Reader(IPropertySymbol property, CancellationToken cancellationToken) => new(
        property,
        argument => argument.Parent is IInvocationOperation call && (CreatesDeployment(call.TargetMethod) || CreatesEndpointV1(call.TargetMethod)),
        cancellationToken);

    /// <summary>The deployment's bounds and windows, in each of the requests that there may be.</summary>
    public List<PropertyFact> AutoscalingOf(IOperation request, CancellationToken cancellationToken) =>
        _autoscaling is null ? new() : Reader(_autoscaling, cancellationToken).Read(request);

    /// <summary>Whether a deployment with these bounds runs nothing.</summary>
    public bool RunsNothing(IOperation autoscaling, CancellationToken cancellationToken) => IsZero(_maxReplicas, autoscaling, cancellationToken);

    /// <summary>Whether an endpoint of the first version runs nothing once it is made, or cannot be said to.</summary>
    public bool MayRunNothing(IOperation request, CancellationToken cancellationToken)
    {
        if (_v1State is not null && Reader(_v1State, cancellationToken).Read(request).Exists(static fact =>
            fact.State == PropertyState.Unknown || (fact.State == PropertyState.Set && fact.Value?.Unwrap() is not IPropertyReferenceOperation { Property.Name: "Started" })))
        {
            return true;
        }

        return _v1Autoscaling is not null && Reader(_v1Autoscaling, cancellationToken).Read(request)
            .Exists(fact => fact.Value is { } autoscaling && IsZero(_v1MaxReplicas, autoscaling, cancellationToken));
    }

    /// <summary>Whether the member that makes something also stops something further down, and not in another arm of the same choice.</summary>
    public bool IsStoppedBelow(IInvocationOperation call) => s_stops.GetValue(call.Root(), StopsIn)
        .Any(stop => stop.Syntax.Span.End > call.Syntax.SpanStart && Order.Of(call, stop) != Certainty.Never);

    private bool IsZero(IPropertySymbol? bound, IOperation autoscaling, CancellationToken cancellationToken) =>
        bound is not null && Reader(bound, cancellationToken).Read(autoscaling).Exists(static fact => fact.Value?.ConstantNumber() == 0);

    private bool IsOfDedicated(INamedTypeSymbol? type) => type.Is(symbols.DedicatedClient) || type.Is(symbols.DedicatedDeploymentsClient)
        || type.Is(symbols.DedicatedEndpointsClient) || type.Is(symbols.EndpointsV1Client);

    /// <summary>The last first: it is below most creations, so that few need to look further.</summary>
    private IReadOnlyList<IOperation> StopsIn(IOperation root) => root.DescendantsAndSelf().OfType<IInvocationOperation>()
        .Where(call => Stops.Contains(call.TargetMethod.Name, StringComparer.Ordinal) && IsOfDedicated(call.TargetMethod.ContainingType))
        .OrderByDescending(static call => call.Syntax.SpanStart)
        .ToList();
}
