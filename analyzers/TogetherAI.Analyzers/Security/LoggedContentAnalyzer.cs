using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// TAI3003: what people wrote to a model, or what it answered, goes into the log; or a web request's input goes into the system message,
/// where it has the application's authority. Off by default: both may be meant.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoggedContentAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ExposedContent);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IPropertyReferenceOperation member = (IPropertyReferenceOperation)operation.Operation;
                if (IsContent(member.Property) && symbols.IsOfClient(member.Property) && LogCall.Writing(member, LogCall.IsLog) is not null)
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.ExposedContent, member.Syntax.GetLocation(), "This puts what was said into the log"));
            },
            OperationKind.PropertyReference);
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod is not { Name: "System", IsStatic: true } || !symbols.IsOfClient(call.TargetMethod) || call.Arguments.Length == 0)
                    return;
                IOperation text = call.Arguments[0].Value.Unwrap();
                if (WebHandler.Around(call, operation.ContainingSymbol) is { } handler && HoldsInput(text, handler))
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.ExposedContent, text.Syntax.GetLocation(), "This gives a web request's input the authority of the system message"));
            },
            OperationKind.Invocation);
    }

    private static bool IsContent(IPropertySymbol property) => property.Name is "Text" or "Content" or "Prompt" or "Reasoning" or "ReasoningContent" or "ReasoningText"
        && property.ContainingType.Name is "ChatResponse" or "ChatMessage" or "ChatContent" or "ChatContentPart" or "ChatChunk" or "ChatDelta" or "ChatChoice" or "ChatStream"
            or "CompletionResponse" or "CompletionRequest" or "CompletionStream" or "CompletionChoice" or "ModelResponse" or "ResponseMessage" or "RoutedChatStream";

    /// <summary>Whether a text that is put together holds a parameter of the handler, or a part of one.</summary>
    private static bool HoldsInput(IOperation text, IMethodSymbol handler) =>
        text is IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }
        && text.Descendants().OfType<IParameterReferenceOperation>().Any(parameter =>
            parameter.Parameter.ContainingSymbol.Is(handler) && IsInput(parameter.Parameter.Type) && IsPartOf(parameter, text));

    private static bool IsInput(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type.DeclaringSyntaxReferences.Length > 0;

    /// <summary>Whether the value, or a property of it, is what is put in, and not what some method makes of it.</summary>
    private static bool IsPartOf(IOperation value, IOperation text)
    {
        IOperation node = value;
        while (node.Parent is IPropertyReferenceOperation or IConversionOperation or IParenthesizedOperation or IInterpolationOperation
            or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or ICoalesceOperation && node != text)
        {
            node = node.Parent;
            if (node == text)
                return true;
        }

        return node.Parent == text;
    }
}
