using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// TAI1001 for requests through an <c>IChatClient</c>, where it is together.ai's: made with <c>AsChatClient</c> in sight, or injected into a
/// project that registers no other.
/// </summary>
internal sealed class PipelineRequests(KnownSymbols symbols)
{
    private readonly IPropertySymbol? _limit = symbols.ChatOptions.FindProperty("MaxOutputTokens");

    /// <summary>Whether a method sends a request through a pipeline.</summary>
    public bool Sends(IMethodSymbol method) =>
        (method.ContainingType.Is(symbols.IChatClient) || method.ContainingType.Is(symbols.ChatClientExtensions))
        && method.Name is "GetResponseAsync" or "GetStreamingResponseAsync";

    /// <summary>Reports a request that nothing limits.</summary>
    public void Judge(OperationAnalysisContext context, IInvocationOperation call)
    {
        IArgumentOperation? options = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Is(symbols.ChatOptions) == true);
        IOperation? receiver = call.Instance ?? call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value;
        if (_limit is null || options is null || receiver is null)
            return;

        List<PropertyFact> facts = options.Value.IsNull() ? [new(PropertyState.NotSet, call)] : Reader(_limit, context).Read(options.Value);
        foreach (PropertyFact fact in facts)
        {
            if (fact.State == PropertyState.NotSet && !fact.IsRepeat && !IsLimitedOtherwise(context, options.Value) && IsTogether(context, receiver, out string? model) && !HasDefault(context, call))
            {
                LimitProposal proposal = LimitProposal.For(context, call, ModelOf(context, options.Value) ?? model, reasons: null);
                Location place = fact.Origin == call ? call.NameLocation() : fact.Origin.CreationLocation();

                // Taken away again below: writing a limit where the options are made would change nothing.
                bool isFixable = fact.Value is not { } gone || fact.Origin.Syntax.Span.Contains(gone.Syntax.Span);
                context.ReportDiagnostic(Diagnostic.Create(Rules.MissingMaxTokens, place, isFixable ? proposal.ToProperties(_limit.Name) : null, _limit.Name));
            }
        }
    }

    private PropertyReader Reader(IPropertySymbol property, OperationAnalysisContext context) => new(
        property,
        argument => argument.Parent is IInvocationOperation call && Sends(call.TargetMethod) && argument.Parameter?.Type.Is(symbols.ChatOptions) == true,
        context.CancellationToken);

    /// <summary>What the provider's own request says is not looked into.</summary>
    private bool IsLimitedOtherwise(OperationAnalysisContext context, IOperation options) =>
        !options.IsNull() && ((string[])["RawRepresentationFactory", "AdditionalProperties"]).Any(name =>
            symbols.ChatOptions.FindProperty(name) is { } property
            && Reader(property, context).Read(options).Exists(static fact => fact.State != PropertyState.NotSet));

    private string? ModelOf(OperationAnalysisContext context, IOperation options) =>
        !options.IsNull() && symbols.ChatOptions.FindProperty("ModelId") is { } model
            ? Reader(model, context).Read(options).Select(static fact => fact.Value?.ConstantText()).FirstOrDefault()
            : null;

    private bool HasDefault(OperationAnalysisContext context, IInvocationOperation call)
    {
        TreeFacts sources = symbols.Sources.Get(context.CancellationToken);
        return sources.SetsDefaultMaxTokens || sources.LimitsChatPipeline
            || RuleOptions.IsOn(context.Options, call.Syntax.SyntaxTree, Rules.MissingMaxTokens.Id, "has_client_default")
            || RuleOptions.SettingsContain(context.Options, "DefaultMaxTokens");
    }

    private bool IsTogether(OperationAnalysisContext context, IOperation receiver, out string? model)
    {
        IOperation? value = receiver.Unwrap();
        model = null;
        for (int step = 0; value is not null && step < 16; step++)
        {
            switch (value)
            {
                case IInvocationOperation { TargetMethod: { Name: "AsChatClient" } method } made when symbols.IsOfClient(method):
                    model = made.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "model")?.Value.ConstantText();
                    return true;
                case IInvocationOperation { TargetMethod: { Name: "AsBuilder" or "Build" or "Use" or "UseFunctionInvocation" or "UseLogging" or "UseOpenTelemetry" or "UseDistributedCache" } } wrapped:
                    value = (wrapped.Instance ?? wrapped.Arguments.FirstOrDefault()?.Value)?.Unwrap();
                    break;
                case ILocalReferenceOperation local:
                    value = OnlyValue(local);
                    break;
                case IParameterReferenceOperation or IFieldReferenceOperation:
                    return IsInjected(context);
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>What a local gets in its declaration, if it gets nothing else.</summary>
    private static IOperation? OnlyValue(ILocalReferenceOperation use)
    {
        IOperation? value = null;
        foreach (IOperation mention in LocalIndex.Of(use)[use.Local])
        {
            if (mention is IVariableDeclaratorOperation declarator)
                value = declarator.Initializer?.Value;
            else if (mention.Parent is IAssignmentOperation assignment && assignment.Target == mention)
                return null;
        }

        return value?.Unwrap();
    }

    private bool IsInjected(OperationAnalysisContext context)
    {
        TreeFacts sources = symbols.Sources.Get(context.CancellationToken);
        return sources.RegistersTogetherChatClient && !sources.RegistersOtherChatClient;
    }
}
