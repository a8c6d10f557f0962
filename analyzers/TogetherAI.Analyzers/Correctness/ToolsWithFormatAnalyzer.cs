using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI4003: one request offers tools and prescribes the answer's format; few models can do both at once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ToolsWithFormatAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ToolsWithFormat);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        operation =>
        {
            IObjectOrCollectionInitializerOperation? initializer = operation.Operation switch
            {
                IObjectCreationOperation creation => creation.Initializer,
                IWithOperation copy => copy.Initializer,
                _ => null,
            };
            if (initializer is null || !operation.Operation.Type.Is(symbols.ChatRequest))
                return;
            RequestInitializer request = new(initializer, symbols);
            if (request is { Format: { } format, Tools: { } tools }
                && format is not IInvalidOperation && tools is not IInvalidOperation && !format.IsNull() && RequestInitializer.FormatType(format) != "text"
                && !tools.IsNull() && RequestInitializer.Elements(tools) is not { Count: 0 })
            {
                operation.ReportDiagnostic(Diagnostic.Create(Rules.ToolsWithFormat, format.Syntax.GetLocation()));
            }
        },
        OperationKind.ObjectCreation,
        OperationKind.With);
}
