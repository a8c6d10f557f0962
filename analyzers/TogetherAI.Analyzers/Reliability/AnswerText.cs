using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Recognises the text of a model's answer, and the response that it is from.</summary>
internal static class AnswerText
{
    private const int MaxDepth = 24;

    /// <summary>
    /// The response that a text is taken from, as a local or as the call that brought it; null for any other text, and for a response that
    /// comes from elsewhere.
    /// </summary>
    public static IOperation? ResponseOf(IOperation text, KnownSymbols symbols)
    {
        IOperation? value = text.Unwrap();
        bool isText = false;
        for (int depth = 0; depth < MaxDepth && value is not null; depth++)
        {
            if (value is IConversionOperation conversion)
            {
                value = conversion.Operand;
                continue;
            }

            if (isText && IsResponse(value.Type, symbols))
            {
                IOperation origin = value.UnwrapAwait();
                return value is ILocalReferenceOperation || (origin is IInvocationOperation call && symbols.IsOfClient(call.TargetMethod)) ? value : null;
            }

            isText |= value is IPropertyReferenceOperation { Property.Name: "Text" or "Content" or "ReasoningText" } property && symbols.IsOfClient(property.Property);
            value = Before(value);
        }

        return null;
    }

    /// <summary>The response, or whatever else holds it, that a member is taken from; null where that cannot be told.</summary>
    public static IOperation? HolderOf(IOperation member, KnownSymbols symbols)
    {
        IOperation? value = member;
        for (int depth = 0; depth < MaxDepth && value is not null && !IsResponse(value.Type, symbols); depth++)
            value = Before(value);
        return value;
    }

    private static IOperation? Before(IOperation value) => value switch
    {
        IPropertyReferenceOperation member => member.Instance?.Unwrap(),
        IConditionalAccessOperation access => access.WhenNotNull.Unwrap(),
        IConditionalAccessInstanceOperation instance => Accessed(instance)?.Unwrap(),
        ICoalesceOperation coalesce => coalesce.Value.Unwrap(),
        ILocalReferenceOperation local => LocalValue.Of(local)?.Unwrap(),
        IArrayElementReferenceOperation element => element.ArrayReference.Unwrap(),
        // Trimmed, cut or encoded, it is the answer still.
        IInvocationOperation { Instance: { Type.SpecialType: SpecialType.System_String } instance } => instance.Unwrap(),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" or "GetBytes" or "First" or "Single" or "FirstOrDefault" } call when call.Arguments.Length > 0 =>
            call.Arguments[0].Value.Unwrap(),
        _ => null,
    };

    private static IOperation? Accessed(IConditionalAccessInstanceOperation instance)
    {
        for (IOperation node = instance; node.Parent is { } parent; node = parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == node)
                return access.Operation;
        }

        return null;
    }

    private static bool IsResponse(ITypeSymbol? type, KnownSymbols symbols) =>
        type is not null && type.Name is "ChatResponse" or "CompletionResponse" or "ModelResponse"
        && type is INamedTypeSymbol { IsGenericType: false } && symbols.IsOfClient(type);
}
