using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI1001 for requests of the client's own: which calls send them, and whether something limits them.</summary>
internal sealed partial class ClientRequests
{
    private readonly KnownSymbols _symbols;
    private readonly HashSet<INamedTypeSymbol> _senders = new(SymbolEqualityComparer.Default);
    private readonly IPropertySymbol? _maxTokens;
    private readonly IPropertySymbol? _maxOutputTokens;

    public ClientRequests(KnownSymbols symbols)
    {
        _symbols = symbols;
        _maxTokens = symbols.GenerationRequest.FindProperty("MaxTokens");
        _maxOutputTokens = symbols.ResponseRequest.FindProperty("MaxOutputTokens");
        INamedTypeSymbol?[] senders =
            [symbols.ChatClient, symbols.CompletionsClient, symbols.ResponsesClient, symbols.OverflowRouter, symbols.BatchFileWriter, symbols.BatchesClient];
        foreach (INamedTypeSymbol? sender in senders)
        {
            if (sender is not null)
                _senders.Add(sender);
        }
    }

    /// <summary>Whether a method is one of those; cheap, for every call of the program is asked.</summary>
    public bool Sends(IMethodSymbol method) => method.ContainingType is { } type && _senders.Contains(type);

    /// <summary>Reports the requests in a call that nothing limits.</summary>
    public void Judge(OperationAnalysisContext context, IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter)
                continue;
            if (LimitOf(parameter.Type) is { } limit)
            {
                foreach (IOperation value in Values(argument.Value))
                    Judge(context, call, value, limit);
            }
            else if (parameter.Name == "maxTokens" && argument.Value.IsNull() && !HasDefault(context, call))
            {
                IOperation? model = call.Arguments.FirstOrDefault(static other => other.Parameter?.Name == "model")?.Value;
                Report(context, call.NameLocation(), parameter.Name, LimitProposal.For(context, call, model?.ConstantText(), reasons: null));
            }
        }
    }

    private void Judge(OperationAnalysisContext context, IInvocationOperation call, IOperation value, IPropertySymbol limit)
    {
        foreach (PropertyFact fact in Reader(context, limit).Read(value))
        {
            if (fact.State == PropertyState.NotSet && !fact.IsRepeat && !IsLimitedByHand(context, value, limit) && !HasDefault(context, call))
                Report(context, fact, call, value, limit);
        }
    }

    private void Report(OperationAnalysisContext context, PropertyFact fact, IOperation place, IOperation value, IPropertySymbol limit)
    {
        LimitProposal proposal = LimitProposal.For(context, place, ModelOf(context, value, limit), Reasons(context, value, limit));
        Report(context, fact.Origin.CreationLocation(), limit.Name, proposal);
    }

    /// <summary>The property that limits a request of this type, or the requests that a function of this type makes; null for other types.</summary>
    private IPropertySymbol? LimitOf(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: { } made })
            type = made;
        return type.IsOrDerivesFrom(_symbols.GenerationRequest) ? _maxTokens : type.Is(_symbols.ResponseRequest) ? _maxOutputTokens : null;
    }

    /// <summary>What an argument may be: itself, or what the lambda that it is returns.</summary>
    private static IEnumerable<IOperation> Values(IOperation argument)
    {
        IOperation value = argument.Unwrap();
        if (value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            return [value];
        return lambda.Body.Descendants().OfType<IReturnOperation>()
            .Where(result => result.ReturnedValue is not null && result.EnclosingFunction() == lambda)
            .Select(static result => result.ReturnedValue!);
    }

    private PropertyReader Reader(OperationAnalysisContext context, IPropertySymbol property) => new(
        property,
        argument => argument.Parent is IInvocationOperation call && Sends(call.TargetMethod) && argument.Parameter is { } parameter && LimitOf(parameter.Type) is not null,
        context.CancellationToken);

    /// <summary>A client's default counts wherever the project gives one; a batch's file is written without a client.</summary>
    private bool HasDefault(OperationAnalysisContext context, IOperation place)
    {
        IInvocationOperation? call = place as IInvocationOperation;
        if (call?.TargetMethod.ContainingType.Is(_symbols.BatchFileWriter) == true)
            return false;
        return RuleOptions.IsOn(context.Options, place.Syntax.SyntaxTree, Rules.MissingMaxTokens.Id, "has_client_default")
            || _symbols.Sources.Get(context.CancellationToken).SetsDefaultMaxTokens
            || RuleOptions.SettingsContain(context.Options, "DefaultMaxTokens")
            || IsLimitedByClient(call?.Instance);
    }

    /// <summary><c>together.With(new() { ExtraBody = … })</c>: what it adds to each request is not looked into.</summary>
    private bool IsLimitedByClient(IOperation? receiver)
    {
        for (IOperation? on = receiver?.Origin(); on is not null; on = on switch
        {
            IPropertyReferenceOperation member => member.Instance?.Origin(),
            IInvocationOperation call => call.Instance?.Origin(),
            _ => null,
        })
        {
            if (on is IInvocationOperation { TargetMethod.Name: "With" } with && _symbols.IsOfClient(with.TargetMethod)
                && with.Descendants().OfType<IPropertyReferenceOperation>().Any(static member => member.Property.Name == "ExtraBody"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the limit may stand among the fields that the library does not know.</summary>
    private bool IsLimitedByHand(OperationAnalysisContext context, IOperation value, IPropertySymbol limit)
    {
        if (limit.ContainingType.FindProperty("ExtraBody") is not { } extraBody)
            return false;
        return Reader(context, extraBody).Read(value).Exists(static fact => fact.State switch
        {
            PropertyState.NotSet => false,
            PropertyState.Set => fact.Value is not { } body || MayLimit(body),
            _ => fact.Origin is IObjectCreationOperation or IWithOperation,
        });
    }

    private static bool MayLimit(IOperation body)
    {
        if (body.Unwrap() is not IObjectCreationOperation creation || creation.Arguments.Any(static argument => argument.ArgumentKind == ArgumentKind.Explicit))
            return true;
        return creation.Initializer is { } initializer && initializer.Initializers.Any(static member =>
            member is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: { Length: 1 } index } }
            || index[0].Value.ConstantText() is null or "max_tokens" or "max_completion_tokens");
    }

    private string? ModelOf(OperationAnalysisContext context, IOperation value, IPropertySymbol limit) =>
        limit.ContainingType.FindProperty("Model") is { } model
            ? Reader(context, model).Read(value).Select(static fact => fact.Value?.ConstantText()).FirstOrDefault()
            : null;

    /// <summary>Whether the request asks the model to reason, or not to; null where it says neither.</summary>
    private bool? Reasons(OperationAnalysisContext context, IOperation value, IPropertySymbol limit)
    {
        if (limit.Is(_maxOutputTokens))
            return true;
        foreach (string name in (string[])["ReasoningEffort", "Reasoning"])
        {
            if (_symbols.ChatRequest.FindProperty(name) is { } property
                && Reader(context, property).Read(value).FirstOrDefault() is { State: PropertyState.Set, Value: { } set })
            {
                return set.DescendantsAndSelf().OfType<ISimpleAssignmentOperation>()
                    .FirstOrDefault(static assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "Enabled" })
                    ?.Value.Unwrap().ConstantValue.Value as bool? ?? true;
            }
        }

        return null;
    }

    private static void Report(OperationAnalysisContext context, Location location, string limit, LimitProposal proposal) =>
        context.ReportDiagnostic(Diagnostic.Create(Rules.MissingMaxTokens, location, proposal.ToProperties(limit), limit));
}
