using System.Linq;
using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

internal static class SymbolExtensions
{
    /// <summary>Whether two symbols are the same, whatever type arguments they have. Null is the same as nothing.</summary>
    public static bool Is(this ISymbol? symbol, ISymbol? other) =>
        symbol is not null && other is not null && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, other.OriginalDefinition);

    /// <summary>Whether a type of the framework's has that name, whatever its type arguments. For types that no member of ours speaks of.</summary>
    public static bool IsNamed(this ITypeSymbol? type, string space, string name) =>
        type is not null && type.Name == name && type.ContainingNamespace?.ToDisplayString() == space;

    /// <summary>Whether a type is, or derives from, one of the framework's.</summary>
    public static bool DerivesFromNamed(this ITypeSymbol? type, string space, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.IsNamed(space, name))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is a sequence that one can <c>await foreach</c>.</summary>
    public static bool IsAsyncSequence(this ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && (named.IsNamed("System.Collections.Generic", "IAsyncEnumerable")
            || named.AllInterfaces.Any(static one => one.IsNamed("System.Collections.Generic", "IAsyncEnumerable")));

    /// <summary>What a task brings; the type itself where it is no task.</summary>
    public static ITypeSymbol? UnwrapTask(this ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } named
        && (named.IsNamed("System.Threading.Tasks", "Task") || named.IsNamed("System.Threading.Tasks", "ValueTask"))
            ? arguments[0]
            : type;

    /// <summary>Whether a type is a task.</summary>
    public static bool IsTask(this ITypeSymbol? type) =>
        type.IsNamed("System.Threading.Tasks", "Task") || type.IsNamed("System.Threading.Tasks", "ValueTask");

    /// <summary>Whether a type is another or derives from it.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol? type, ITypeSymbol? other)
    {
        if (other is null)
            return false;
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(other))
                return true;
        }

        return false;
    }

    /// <summary>A type's property of that name, its own or inherited; null where there is none.</summary>
    public static IPropertySymbol? FindProperty(this ITypeSymbol? type, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers(name))
            {
                if (member is IPropertySymbol property)
                    return property;
            }
        }

        return null;
    }
}
