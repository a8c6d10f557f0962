using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Finds out whether a value ends, as it is, in a log or on the console.</summary>
internal static class LogCall
{
    /// <summary>
    /// The call that writes a value, which may be part of a text or one of many arguments, and may be kept in a local first. Null where it is
    /// written nowhere, or only what some method makes of it.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="isKind">Which calls count.</param>
    public static IInvocationOperation? Writing(IOperation value, Func<IInvocationOperation, bool> isKind)
    {
        IOperation whole = Outermost(value, out IInvocationOperation? call);
        if (call is not null)
            return isKind(call) ? call : null;
        if (whole.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator })
            return null;
        foreach (IOperation mention in LocalIndex.Of(declarator)[declarator.Symbol])
        {
            // One step is what people write; a local that gets another value is not the key any more.
            if (mention is ILocalReferenceOperation local && LocalValue.Of(local) is not null && Outermost(local, out call) is not null && call is not null && isKind(call))
                return call;
        }

        return null;
    }

    /// <summary>The text that a value is part of, and the call that takes it as an argument, if one does.</summary>
    private static IOperation Outermost(IOperation value, out IInvocationOperation? taker)
    {
        IOperation node = value;
        taker = null;
        while (node.Parent is { } parent)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "AppendFormatted", Parent: IInterpolatedStringAppendOperation append } }:
                    node = append;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Join" or "Concat" or "Format", ContainingType.SpecialType: SpecialType.System_String } } joins }:
                    node = joins;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    taker = call;
                    return node;
                case IInvocationOperation { TargetMethod.Name: "ToString" } text when text.Instance == node:
                case IConditionalOperation choice when choice.Condition != node:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add }:
                case IConversionOperation or IParenthesizedOperation or ICoalesceOperation:
                case IInterpolationOperation or IInterpolatedStringOperation:
                case IArrayInitializerOperation or IArrayCreationOperation:
                    node = parent;
                    break;
                // Handlers of interpolated strings, and collections, which newer compilers have a kind of their own for (0x7f) and the floor has none.
                case IInterpolatedStringHandlerCreationOperation:
                case IInterpolatedStringAdditionOperation:
                case { Kind: OperationKind.None or (OperationKind)0x7f }:
                    node = parent;
                    break;
                default:
                    return node;
            }
        }

        return node;
    }

    /// <summary>Whether a call writes to the application's log.</summary>
    public static bool IsLog(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        return (method.Name.StartsWith("Log", StringComparison.Ordinal) || method.Name == "BeginScope")
                && (method.ContainingType.IsNamed("Microsoft.Extensions.Logging", "LoggerExtensions") || method.ContainingType.IsNamed("Microsoft.Extensions.Logging", "ILogger"))
            || method.GetAttributes().Any(static attribute => attribute.AttributeClass.IsNamed("Microsoft.Extensions.Logging", "LoggerMessageAttribute"));
    }

    /// <summary>Whether a call writes to the console or to what listens to the debugger.</summary>
    public static bool IsConsole(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.Name.StartsWith("Write", StringComparison.Ordinal))
            return false;
        return method.ContainingType.IsNamed("System", "Console")
            || method.ContainingType.IsNamed("System.Diagnostics", "Debug")
            || method.ContainingType.IsNamed("System.Diagnostics", "Trace")
            || (call.Instance?.Unwrap() is IPropertyReferenceOperation { Property: { Name: "Out" or "Error" } property } && property.ContainingType.IsNamed("System", "Console"));
    }
}
