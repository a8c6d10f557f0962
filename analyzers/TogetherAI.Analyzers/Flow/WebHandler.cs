using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Code that runs once for every request to a web application: a lambda that is mapped to a route, an action of a controller.</summary>
internal static class WebHandler
{
    /// <summary>The handler that an operation is in; null where it is in none.</summary>
    public static IMethodSymbol? Around(IOperation operation, ISymbol member)
    {
        for (IOperation? function = operation.EnclosingFunction(); function is not null; function = function.EnclosingFunction())
        {
            if (function is IAnonymousFunctionOperation lambda && IsMapped(lambda))
                return lambda.Symbol;
        }

        return member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public } method
            && method.ContainingType.DerivesFromNamed("Microsoft.AspNetCore.Mvc", "ControllerBase") ? method : null;
    }

    private static bool IsMapped(IOperation lambda)
    {
        IOperation value = lambda;
        while (value.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        return value.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } }
            && method.Name.StartsWith("Map", System.StringComparison.Ordinal)
            && method.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", System.StringComparison.Ordinal) == true;
    }
}
