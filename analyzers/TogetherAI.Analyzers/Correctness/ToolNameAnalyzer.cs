using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI4005: a tool's name has a space, a period or a dash in it, which the service does not take.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ToolNameAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ToolName);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                bool isTool = call.TargetMethod.Name == "FromFunction" && symbols.IsOfClient(call.TargetMethod)
                    || call.TargetMethod.Name == "Create" && call.TargetMethod.ContainingType.IsNamed("Microsoft.Extensions.AI", "AIFunctionFactory") && IsForClient(call, symbols);
                if (isTool && call.Arguments.FirstOrDefault(static argument => argument.Parameter is { Name: "name", Type.SpecialType: SpecialType.System_String }) is { } name)
                    Judge(operation, name.Value);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "Name" } property } && symbols.IsOfClient(property)
                    && property.ContainingType.Name is "FunctionDefinition" or "ResponseTool")
                {
                    Judge(operation, assignment.Value);
                }
            },
            OperationKind.SimpleAssignment);
    }

    private static void Judge(OperationAnalysisContext context, IOperation value)
    {
        if (value.ConstantText() is not { Length: > 0 } name)
            return;
        string refused = new(name.Where(static character => character is ' ' or '.' or '-').Distinct().ToArray());
        if (refused.Length > 0)
            context.ReportDiagnostic(Diagnostic.Create(Rules.ToolName, value.Syntax.GetLocation(), name, string.Join(", ", refused.Select(static character => $"'{character}'"))));
    }

    /// <summary>
    /// Whether a function is made in the list of functions that a call of the client's runs, or kept under a name that such a call in the same
    /// type mentions. Elsewhere other services' rules hold.
    /// </summary>
    private static bool IsForClient(IOperation function, KnownSymbols symbols)
    {
        for (IOperation? parent = function.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Add", Parent: IObjectOrCollectionInitializerOperation } }:
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    return symbols.IsOfClient(call.TargetMethod);
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: { } member } }:
                    return IsRun(function.Syntax, member.Name);
                case IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields }:
                    return IsRun(function.Syntax, fields[0].Name);
                case IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties }:
                    return IsRun(function.Syntax, properties[0].Name);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }:
                    return IsRun(function.Syntax, local.Name);
                case IConversionOperation or IArrayInitializerOperation or IArrayCreationOperation:
                case IInvocationOperation { TargetMethod.Name: "Add" } or IObjectOrCollectionInitializerOperation or IObjectCreationOperation:
                case { Syntax: CollectionExpressionSyntax }:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsRun(SyntaxNode function, string name)
    {
        SyntaxNode scope = (SyntaxNode?)function.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? function.SyntaxTree.GetRoot();
        return scope.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RunToolsAsync" or "StreamToolsAsync" }
            && call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(mention => mention.Identifier.ValueText == name));
    }
}
