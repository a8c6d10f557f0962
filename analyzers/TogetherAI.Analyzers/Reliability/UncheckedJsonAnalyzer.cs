using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI2005: an answer is parsed as JSON and nobody asked whether it was cut off.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncheckedJsonAnalyzer : TogetherAnalyzer
{
    /// <summary>The key of the diagnostic's property: the local that holds the response, where one does and it has a <c>FinishReason</c>.</summary>
    internal const string ResponseKey = "response";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.UncheckedJson);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            IInvocationOperation call = (IInvocationOperation)operation.Operation;
            if (!Parses(call.TargetMethod) || call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value is not { } text)
                return;
            if (AnswerText.ResponseOf(text, symbols) is not { } response || IsChecked(call, response, symbols) || WasParsedBefore(call, response))
                return;
            string? name = response is ILocalReferenceOperation local && local.Type.FindProperty("FinishReason") is not null ? local.Local.Name : null;
            operation.ReportDiagnostic(Diagnostic.Create(Rules.UncheckedJson, call.NameLocation(), ImmutableDictionary<string, string?>.Empty.Add(ResponseKey, name)));
        },
        OperationKind.Invocation);

    private static bool Parses(IMethodSymbol method) => method.Name is "Deserialize" or "Parse" or "DeserializeAsync"
        && (method.ContainingType.IsNamed("System.Text.Json", "JsonSerializer")
            || method.ContainingType.IsNamed("System.Text.Json", "JsonDocument")
            || method.ContainingType.IsNamed("System.Text.Json", "JsonElement")
            || method.ContainingType.IsNamed("System.Text.Json.Nodes", "JsonNode"));

    /// <summary>
    /// Whether the function looks at a reason to finish, or those around it that hold the response do. A response that is handed to other
    /// code may be checked there.
    /// </summary>
    private static bool IsChecked(IOperation call, IOperation response, KnownSymbols symbols)
    {
        ILocalReferenceOperation? local = response as ILocalReferenceOperation;
        IOperation? declared = local is null
            ? call.EnclosingFunction()
            : LocalIndex.Of(local)[local.Local].FirstOrDefault(static mention => mention is IVariableDeclaratorOperation)?.EnclosingFunction();
        for (IOperation? function = call.EnclosingFunction(); ; function = function.EnclosingFunction())
        {
            if (MentionsReason(call, function, local, symbols))
                return true;
            if (function is null || function == declared)
                break;
        }

        return local is not null && LocalIndex.Of(local)[local.Local].Any(IsHandedOn);
    }

    /// <summary>Whether a function, without those inside it, asks for a reason to finish, and not for another response's.</summary>
    private static bool MentionsReason(IOperation call, IOperation? function, ILocalReferenceOperation? response, KnownSymbols symbols) =>
        ReasonIndex.Of(call).Any(reason => reason.EnclosingFunction() == function
            && !(AnswerText.HolderOf(reason, symbols) is ILocalReferenceOperation other && (response is null || !other.Local.Is(response.Local))));

    /// <summary>Whether the same response was parsed further up, where it is reported: one guard is enough.</summary>
    private static bool WasParsedBefore(IOperation call, IOperation response) => response is ILocalReferenceOperation local
        && LocalIndex.Of(local)[local.Local].Any(mention => mention.Syntax.SpanStart < call.Syntax.SpanStart && mention.EnclosingFunction() == call.EnclosingFunction() && IsParsed(mention));

    private static bool IsParsed(IOperation mention)
    {
        for (IOperation? parent = mention.Parent; parent is not (null or IBlockOperation or IAnonymousFunctionOperation); parent = parent.Parent)
        {
            if (parent is IInvocationOperation call && Parses(call.TargetMethod))
                return true;
        }

        return false;
    }

    private static bool IsHandedOn(IOperation mention)
    {
        IOperation value = mention;
        while (value.Parent is IConversionOperation or IParenthesizedOperation
            || value.Parent is IPropertyReferenceOperation { Property.Name: "Choices" or "Item" or "this[]" or "Response" })
        {
            value = value.Parent!;
        }

        return value.Parent is IArgumentOperation or IReturnOperation or IObjectCreationOperation
            || (value.Parent is ISimpleAssignmentOperation assignment && assignment.Value == value);
    }
}
