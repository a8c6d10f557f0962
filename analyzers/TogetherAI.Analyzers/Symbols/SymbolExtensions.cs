using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers;

internal static class SymbolExtensions
{
    /// <summary>Whether two symbols are the same, whatever type arguments they have. Null is the same as nothing.</summary>
    public static bool Is(this ISymbol? symbol, ISymbol? other) =>
        symbol is not null && other is not null && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, other.OriginalDefinition);

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
