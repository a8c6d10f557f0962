using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>A token that code could pass where it passes none, found from the inside outwards. What a static function cannot capture is not seen.</summary>
internal sealed class TokenInScope
{
    private TokenInScope(string expression, bool isOwnParameter, bool isOfRequest)
    {
        Expression = expression;
        IsOwnParameter = isOwnParameter;
        IsOfRequest = isOfRequest;
    }

    /// <summary>How to write it.</summary>
    public string Expression { get; }

    /// <summary>Whether it is a parameter of the innermost function: there the .NET SDK's own rule CA2016 looks.</summary>
    public bool IsOwnParameter { get; }

    /// <summary>Whether it tells that the web request was given up.</summary>
    public bool IsOfRequest { get; }

    /// <summary>The nearest one; null where there is none.</summary>
    public static TokenInScope? Find(IOperation operation, ISymbol member)
    {
        string? web = null;
        bool isInnermost = true, isReachable = true;
        for (IOperation? function = operation.EnclosingFunction(); function is not null; function = function.EnclosingFunction())
        {
            IMethodSymbol symbol = function is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)function).Symbol;
            if (TokenOf(symbol) is { } token)
                return new(token, isInnermost, isOfRequest: false);
            web ??= ContextOf(symbol);
            isInnermost = false;
            if (symbol.IsStatic)
            {
                isReachable = false;
                break;
            }
        }

        if (isReachable && member is IMethodSymbol method)
        {
            if (TokenOf(method) is { } token)
                return new(token, isInnermost, isOfRequest: false);
            web ??= ContextOf(method);
            if (web is null && method is { IsStatic: false, MethodKind: MethodKind.Ordinary } && method.ContainingType.FindProperty("HttpContext") is { IsStatic: false } property && IsContext(property.Type))
                web = "HttpContext";
        }

        return web is null ? null : new(web + ".RequestAborted", isOwnParameter: false, isOfRequest: true);
    }

    private static string? TokenOf(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.None && parameter.Type.IsNamed("System.Threading", "CancellationToken"))
                return parameter.Name;
        }

        return null;
    }

    private static string? ContextOf(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (IsContext(parameter.Type))
                return parameter.Name;
        }

        return null;
    }

    private static bool IsContext(ITypeSymbol type) => type.DerivesFromNamed("Microsoft.AspNetCore.Http", "HttpContext");
}
