using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>What a field or a property holds that nobody changes: a template for requests. Only where it is declared in the same file.</summary>
internal sealed partial class PropertyReader
{
    private void CollectMember(IMemberReferenceOperation reference, int depth, List<PropertyFact> facts)
    {
        if (InitialValue(reference) is not { } value)
        {
            facts.Add(new(PropertyState.Unknown, reference));
            return;
        }

        List<PropertyFact> found = new();
        Collect(value, depth + 1, found);
        Merge(found, reference, facts);
    }

    private IOperation? InitialValue(IMemberReferenceOperation reference)
    {
        ISymbol member = reference.Member;
        if (member.DeclaringSyntaxReferences.Length != 1 || member.DeclaringSyntaxReferences[0].SyntaxTree != reference.Syntax.SyntaxTree)
            return null;
        SyntaxNode declaration = member.DeclaringSyntaxReferences[0].GetSyntax(_cancellationToken);
        ExpressionSyntax? value = (member, declaration) switch
        {
            (IFieldSymbol { IsReadOnly: true }, VariableDeclaratorSyntax { Initializer: { } initializer }) => initializer.Value,
            (IPropertySymbol { IsVirtual: false, IsOverride: false }, PropertyDeclarationSyntax { ExpressionBody: { } body }) => body.Expression,
            (IPropertySymbol { SetMethod: null, IsVirtual: false, IsOverride: false }, PropertyDeclarationSyntax { Initializer: { } initializer }) => initializer.Value,
            _ => null,
        };
        return value is null || IsAssignedInConstructor(member) ? null : reference.SemanticModel?.GetOperation(value, _cancellationToken);
    }

    private bool IsAssignedInConstructor(ISymbol member) => member.ContainingType.DeclaringSyntaxReferences
        .SelectMany(type => type.GetSyntax(_cancellationToken).ChildNodes().OfType<ConstructorDeclarationSyntax>())
        .SelectMany(static constructor => constructor.DescendantNodes())
        .Any(node => node.IsKind(SyntaxKind.SimpleAssignmentExpression)
            && ((AssignmentExpressionSyntax)node).Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == member.Name));
}
