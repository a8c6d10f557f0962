using Microsoft.CodeAnalysis.Diagnostics;

namespace TogetherAI.Analyzers;

/// <summary>
/// What every rule has in common: it runs concurrently, leaves generated code alone, and costs nothing where the client is not referenced.
/// </summary>
public abstract class TogetherAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        // Generated code is not looked at, so nothing can be found in it. To be asked that again for each finding, as with None, has the
        // compiler search every token of the file for the attribute: it was a third of what the rules cost.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.For(start.Compilation) is { } symbols)
                Register(start, symbols);
        });
    }

    /// <summary>Registers the rule's actions for one compilation.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols);
}
