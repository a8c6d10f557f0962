using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// TAI1006, off by default: a whole answer is asked for each item of a collection, with one model that batches can have, and no request
/// depends on an answer before it. Not in a web request's handler, where somebody waits.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChatPerItemAnalyzer : TogetherAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ChatPerItem);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        IPropertySymbol? model = symbols.GenerationRequest.FindProperty("Model");
        if (model is null)
            return;
        context.RegisterOperationAction(
            operation =>
            {
                IInvocationOperation call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod.Name != "CreateAsync" || !(call.TargetMethod.ContainingType.Is(symbols.ChatClient) || call.TargetMethod.ContainingType.Is(symbols.CompletionsClient)))
                    return;
                if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.IsOrDerivesFrom(symbols.GenerationRequest) == true)?.Value is not { } request
                    || Repetition(call) is not { } body || IsInHandler(call, operation.ContainingSymbol))
                {
                    return;
                }

                List<PropertyFact> models = new PropertyReader(model, static _ => false, operation.CancellationToken).Read(request);
                if (models.Count == 1 && models[0].Value?.ConstantText() is { } name && !ModelTable.FailsInBatch(name) && !DependsOnAnswers(body, request))
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.ChatPerItem, call.NameLocation()));
            },
            OperationKind.Invocation);
    }

    /// <summary>What runs once for each item: a loop's body, or a lambda that is called for each; null where the call is in neither.</summary>
    private static IOperation? Repetition(IOperation call)
    {
        for (IOperation node = call; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case IForEachLoopOperation { IsAsynchronous: false } loop when loop.Body == node:
                    return node;
                case ILocalFunctionOperation:
                    return null;
                case IAnonymousFunctionOperation lambda:
                    return IsCalledForEach(lambda) ? lambda : null;
                default:
                    break;
            }
        }

        return null;
    }

    private static bool IsCalledForEach(IAnonymousFunctionOperation lambda)
    {
        IOperation value = lambda;
        while (value.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        if (value.Parent is not IArgumentOperation { Parent: IInvocationOperation call })
            return false;
        if (call.TargetMethod is { Name: "ForEachAsync", ContainingType.Name: "Parallel" })
            return true;
        return call.TargetMethod is { Name: "Select", ContainingType.Name: "Enumerable" or "ImmutableArrayExtensions" }
            && call.Climb().Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } } };
    }

    private static bool IsInHandler(IOperation call, ISymbol member)
    {
        for (INamedTypeSymbol? type = member.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.Name == "ControllerBase" || type.Name == "ComponentBase")
                return true;
        }

        for (IOperation? node = call; node is not null; node = node.Parent)
        {
            if (node is IArgumentOperation { Parent: IInvocationOperation outer } && outer.TargetMethod.Name.StartsWith("Map", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether something that the request is made of is changed from one item to the next: a conversation that grows.</summary>
    private static bool DependsOnAnswers(IOperation body, IOperation request)
    {
        HashSet<ISymbol> parts = new(SymbolEqualityComparer.Default);
        AddParts(request, body, parts, 0);
        foreach (IOperation operation in body.Descendants())
        {
            IOperation? changed = operation switch
            {
                IInvocationOperation { Instance: { } instance } call when !call.TargetMethod.Name.StartsWith("To", StringComparison.Ordinal) => instance,
                IInvocationOperation { TargetMethod.IsExtensionMethod: true } call when call.TargetMethod.Name.StartsWith("Add", StringComparison.Ordinal) => call.Arguments.FirstOrDefault()?.Value,
                IAssignmentOperation assignment => assignment.Target,
                _ => null,
            };
            if (changed is not null && SymbolOf(changed.Unwrap()) is { } symbol && parts.Contains(symbol))
                return true;
        }

        return false;
    }

    private static void AddParts(IOperation value, IOperation body, HashSet<ISymbol> parts, int depth)
    {
        foreach (IOperation operation in value.DescendantsAndSelf())
        {
            if (SymbolOf(operation) is not { } symbol || IsOfOneItem(symbol, body) || !parts.Add(symbol))
                continue;
            if (depth > 3 || operation is not ILocalReferenceOperation local)
                continue;

            // A local of the loop's own stands for what it was made of.
            foreach (IOperation mention in LocalIndex.Of(local)[local.Local])
            {
                if (mention is IVariableDeclaratorOperation { Initializer: { } initializer } && body.Syntax.Span.Contains(mention.Syntax.Span))
                    AddParts(initializer.Value, body, parts, depth + 1);
            }
        }
    }

    /// <summary>The item itself, which is another one each time whatever is done to it.</summary>
    private static bool IsOfOneItem(ISymbol symbol, IOperation body) => symbol switch
    {
        IParameterSymbol parameter => body is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, lambda.Symbol),
        ILocalSymbol local => body.Parent is IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation item } && SymbolEqualityComparer.Default.Equals(item.Symbol, local),
        _ => false,
    };

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };
}
