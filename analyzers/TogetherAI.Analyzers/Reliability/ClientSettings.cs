using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>Whether what a client is made with is another thing each time, as for clients of several accounts.</summary>
internal sealed class ClientSettings(IOperation? loop, IMethodSymbol? handler)
{
    private const int MaxDepth = 8;

    /// <summary>Whether a client's arguments differ from one turn, or one request, to the next, as far as can be seen.</summary>
    public bool Vary(IObjectCreationOperation client) => client.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && Varies(argument.Value, 0));

    private bool Varies(IOperation value, int depth) => depth > MaxDepth || value.DescendantsAndSelf().Any(part => part switch
    {
        IParameterReferenceOperation parameter => handler is not null
            ? parameter.Parameter.ContainingSymbol.Is(handler) && IsInput(parameter.Parameter.Type)
            : parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction },
        ILocalReferenceOperation local => VariesIn(local, depth),
        IInvocationOperation { Instance: { } instance } call => loop is not null && instance is ILocalReferenceOperation or IFieldReferenceOperation && !call.TargetMethod.IsStatic,
        IAwaitOperation => true,
        _ => false,
    });

    private bool VariesIn(ILocalReferenceOperation local, int depth)
    {
        IOperation? declaration = null;
        foreach (IOperation mention in LocalIndex.Of(local)[local.Local])
        {
            if (mention is IVariableDeclaratorOperation or ILocalReferenceOperation { IsDeclaration: true })
                declaration = mention;
            else if (mention.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation set } property && set.Target == property && Varies(set.Value, depth + 1))
                return true;
        }

        if (declaration is null)
            return true;
        bool isInside = loop?.Syntax.Span.Contains(declaration.Syntax.Span) ?? (declaration.EnclosingFunction() is not null || handler?.MethodKind == MethodKind.Ordinary);
        if (!isInside)
            return loop is not null && LocalValue.Of(local) is null && IsWrittenInLoop(local);
        return LocalValue.Of(local) is not { } value || Varies(value, depth + 1);
    }

    private bool IsWrittenInLoop(ILocalReferenceOperation local) => LocalIndex.Of(local)[local.Local].Any(mention =>
        loop!.Syntax.Span.Contains(mention.Syntax.Span)
        && (mention.Parent is IAssignmentOperation assignment && assignment.Target == mention || mention.Parent is IIncrementOrDecrementOperation));

    /// <summary>What a caller sends, and not a service that the application hands in.</summary>
    private static bool IsInput(ITypeSymbol type) =>
        type.TypeKind != TypeKind.Interface && !type.IsNamed("System.Threading", "CancellationToken");
}
