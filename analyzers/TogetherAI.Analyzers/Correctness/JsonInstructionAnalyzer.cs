using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI4001: a request asks for JSON without a schema, and no message tells the model so.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JsonInstructionAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.JsonWithoutInstruction);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            IObjectCreationOperation creation = (IObjectCreationOperation)operation.Operation;
            if (!creation.Type.Is(symbols.ChatRequest) || creation.Initializer is not { } initializer)
                return;
            RequestInitializer request = new(initializer, symbols);
            if (request.Format is { } format && RequestInitializer.FormatType(format) == "json_object"
                && request.Messages is { } messages && Texts(messages) is { Count: > 0 } texts
                && !texts.Any(static text => text.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0))
            {
                operation.ReportDiagnostic(Diagnostic.Create(Rules.JsonWithoutInstruction, format.Syntax.GetLocation()));
            }
        },
        OperationKind.ObjectCreation);

    /// <summary>What the messages say; null where any of it is known only when the program runs.</summary>
    private static List<string>? Texts(IOperation messages)
    {
        if (RequestInitializer.Elements(messages) is not { } elements)
            return null;
        List<string> texts = new();
        foreach (IOperation element in elements)
        {
            if (TextOf(element.Unwrap()) is not { } text)
                return null;
            texts.Add(text);
        }

        return texts;
    }

    private static string? TextOf(IOperation message) => message switch
    {
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "System" or "User" or "Assistant" }, Arguments: { Length: > 0 } arguments } =>
            RequestInitializer.Text(arguments[0].Value),
        IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers.OfType<ISimpleAssignmentOperation>()
            .Where(static member => member.Target is IPropertyReferenceOperation { Property.Name: "Content" })
            .Select(static member => RequestInitializer.Text(member.Value))
            .FirstOrDefault(),
        _ => null,
    };
}
