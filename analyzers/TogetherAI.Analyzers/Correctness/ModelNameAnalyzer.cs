using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI4004: a model is named that the service no longer serves to everyone, or not in batches.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelNameAnalyzer : TogetherAnalyzer
{
    /// <summary>Requests that go to serverless models. A dedicated endpoint may still run a model that is retired there.</summary>
    private static readonly string[] s_requests =
        ["GenerationRequest", "ResponseRequest", "EmbeddingRequest", "RerankRequest", "ImageRequest", "SpeechRequest", "TranscriptionRequest", "TranslationRequest", "VideoRequest"];

    private static readonly string[] s_methods = ["StreamTextAsync", "AsChatClient", "AsEmbeddingGenerator", "AddChatClient", "AddEmbeddingGenerator", "Overflow"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ModelName);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        HashSet<ISymbol> requests = new(s_requests.Select(symbols.Find).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        INamedTypeSymbol? batch = symbols.Find("BatchCreateRequest");
        context.RegisterOperationAction(
            operation =>
            {
                ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "Model" or "ModelId" } property })
                    return;
                if (property.Name == "Model" && requests.Contains(property.ContainingType))
                    Judge(operation, assignment.Value, isBatch: false);
                else if (property.Name == "ModelId" && property.ContainingType.Is(batch))
                    Judge(operation, assignment.Value, isBatch: true);
            },
            OperationKind.SimpleAssignment);
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (!symbols.IsOfClient(call.TargetMethod))
                    return;
                if (s_methods.Contains(call.TargetMethod.Name) && call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "model") is { } model)
                    Judge(operation, model.Value, isBatch: false);
                else if (call.TargetMethod.ContainingType.Is(symbols.BatchFileWriter))
                    JudgeBatch(operation, call, symbols);
            },
            OperationKind.Invocation);
    }

    private static void JudgeBatch(OperationAnalysisContext context, IInvocationOperation call, KnownSymbols symbols)
    {
        if (symbols.GenerationRequest.FindProperty("Model") is not { } property)
            return;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.Type.IsOrDerivesFrom(symbols.GenerationRequest) != true)
                continue;
            PropertyReader reader = new(property, other => other.Parent is IInvocationOperation { TargetMethod: { } method } && method.ContainingType.Is(symbols.BatchFileWriter), context.CancellationToken);
            foreach (PropertyFact fact in reader.Read(argument.Value))
            {
                // One that is gone altogether is reported where it is set.
                if (fact is { State: PropertyState.Set, IsRepeat: false, Value: { } value } && value.ConstantText() is { } model && ModelTable.RemovalOf(model) is null)
                    Judge(context, value, isBatch: true);
            }
        }
    }

    private static void Judge(OperationAnalysisContext context, IOperation value, bool isBatch)
    {
        if (value.ConstantText() is not { } model)
            return;
        string? fault = ModelTable.RemovalOf(model) is { } date
            ? "was removed from serverless inference on " + date
            : isBatch && ModelTable.FailsInBatch(model) ? "fails in a batch" : null;
        if (fault is not null && !IsAllowed(context, value, model))
            context.ReportDiagnostic(Diagnostic.Create(Rules.ModelName, value.Syntax.GetLocation(), model, fault, ModelTable.Date));
    }

    private static bool IsAllowed(OperationAnalysisContext context, IOperation value, string model) =>
        RuleOptions.Get(context.Options, value.Syntax.SyntaxTree, Rules.ModelName.Id, "allowed_models") is { } allowed
        && allowed.Split(',').Any(one => string.Equals(one.Trim(), model, StringComparison.OrdinalIgnoreCase));
}
