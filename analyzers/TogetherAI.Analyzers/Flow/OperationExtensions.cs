using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace TogetherAI.Analyzers;

internal static class OperationExtensions
{
    /// <summary>What is left of a value without conversions and parentheses.</summary>
    public static IOperation Unwrap(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The value with the conversions and parentheses that stand around it.</summary>
    public static IOperation Climb(this IOperation operation)
    {
        while (operation.Parent is IConversionOperation or IParenthesizedOperation)
            operation = operation.Parent;
        return operation;
    }

    /// <summary>What is left of a call's value without <c>await</c> and <c>ConfigureAwait</c>.</summary>
    public static IOperation UnwrapAwait(this IOperation operation)
    {
        operation = operation.Unwrap();
        if (operation is IAwaitOperation awaited)
            operation = awaited.Operation.Unwrap();
        if (operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } instance })
            operation = instance.Unwrap();
        return operation;
    }

    /// <summary>Whether a value is written as null or as its type's default, which for all that rules look at is null.</summary>
    public static bool IsNull(this IOperation operation)
    {
        IOperation value = operation.Unwrap();
        return value is IDefaultValueOperation or ILiteralOperation { ConstantValue: { HasValue: true, Value: null } };
    }

    /// <summary>A whole number that the compiler knows; null where it knows none.</summary>
    public static long? ConstantNumber(this IOperation operation) => operation.Unwrap().ConstantValue is { HasValue: true, Value: { } value }
        ? value switch
        {
            int number => number,
            long number => number,
            uint number => number,
            short number => number,
            ushort number => number,
            byte number => number,
            sbyte number => number,
            _ => null,
        }
        : null;

    /// <summary>A text that the compiler knows; null where it knows none.</summary>
    public static string? ConstantText(this IOperation operation) => operation.Unwrap().ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The lambda or local function that an operation runs in; null for the member itself.</summary>
    public static IOperation? EnclosingFunction(this IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return parent;
        }

        return null;
    }

    /// <summary>The outermost operation: the body of the member, or the initializer of a field.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>The place to underline: the name of the method that is called.</summary>
    public static Location NameLocation(this IInvocationOperation call) => call.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name.GetLocation(),
        { } syntax => syntax.GetLocation(),
    };

    /// <summary>The place to underline: what makes the object, without what it is filled with.</summary>
    public static Location CreationLocation(this IOperation operation) => operation.Syntax switch
    {
        ObjectCreationExpressionSyntax creation =>
            Location.Create(creation.SyntaxTree, TextSpan.FromBounds(creation.SpanStart, creation.ArgumentList is { } list ? list.Span.End : creation.Type.Span.End)),
        ImplicitObjectCreationExpressionSyntax creation =>
            Location.Create(creation.SyntaxTree, TextSpan.FromBounds(creation.SpanStart, creation.ArgumentList.Span.End)),
        WithExpressionSyntax with =>
            Location.Create(with.SyntaxTree, TextSpan.FromBounds(with.SpanStart, with.WithKeyword.Span.End)),
        { } syntax => syntax.GetLocation(),
    };
}
