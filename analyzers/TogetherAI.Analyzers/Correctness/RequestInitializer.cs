using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>What the initializer of one chat request sets.</summary>
internal sealed class RequestInitializer
{
    public RequestInitializer(IObjectOrCollectionInitializerOperation initializer, KnownSymbols symbols)
    {
        foreach (IOperation member in initializer.Initializers)
        {
            if (member is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment || !symbols.IsOfClient(target.Property))
                continue;
            switch (target.Property.Name)
            {
                case "ResponseFormat":
                    Format = assignment.Value.Unwrap();
                    break;
                case "Tools":
                    Tools = assignment.Value.Unwrap();
                    break;
                case "Messages":
                    Messages = assignment.Value.Unwrap();
                    break;
            }
        }
    }

    public IOperation? Format { get; }

    public IOperation? Tools { get; }

    public IOperation? Messages { get; }

    /// <summary>The kind of a response format, as the wire has it; null where the code does not show it.</summary>
    public static string? FormatType(IOperation format) => format switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "JsonObject" } } => "json_object",
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Text" } } => "text",
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "FromJsonSchema" } } => "json_schema",
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "FromRegex" } } => "regex",
        IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers.OfType<ISimpleAssignmentOperation>()
            .Where(static member => member.Target is IPropertyReferenceOperation { Property.Name: "Type" })
            .Select(static member => member.Value.ConstantText())
            .FirstOrDefault(),
        _ => null,
    };

    /// <summary>The elements of a list that is written out; null for one that is not, or into which another is spread.</summary>
    public static IReadOnlyList<IOperation>? Elements(IOperation list)
    {
        switch (list)
        {
            case IArrayCreationOperation { Initializer: { } initializer }:
                return initializer.ElementValues;
            case IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } when sizes[0].ConstantNumber() == 0:
                return [];
            case IObjectCreationOperation { Initializer: { } initializer } creation when !creation.Arguments.Any(static argument => argument.ArgumentKind == ArgumentKind.Explicit):
                List<IOperation> added = new();
                foreach (IOperation member in initializer.Initializers)
                {
                    if (member is not IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } arguments })
                        return null;
                    added.Add(arguments[0].Value);
                }

                return added;
            case { Syntax: CollectionExpressionSyntax syntax }:
                // The floor has no public operation for it, but its elements are there.
                return syntax.Elements.All(static element => element is ExpressionElementSyntax) ? list.ChildOperations.ToList() : null;
            default:
                return null;
        }
    }

    /// <summary>A text that the compiler knows, whatever the client makes of it.</summary>
    public static string? Text(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value.ConstantText();
    }
}
