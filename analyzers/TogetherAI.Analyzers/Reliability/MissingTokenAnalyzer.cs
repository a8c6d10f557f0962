using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>
/// TAI2003: a token is at hand and a call or a stream does without it. Only where CA2016 of the .NET SDK does not look: at the web request's
/// token, and at streams that are read in lambdas or come from elsewhere.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingTokenAnalyzer : TogetherAnalyzer
{
    /// <summary>The keys of the diagnostic's properties: what to pass, and to which parameter; without the latter a stream is read.</summary>
    internal const string TokenKey = "token", ParameterKey = "parameter";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.MissingToken);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        context.RegisterOperationAction(operation => JudgeCall(operation, symbols), OperationKind.Invocation);
        context.RegisterOperationAction(operation => JudgeLoop(operation, symbols), OperationKind.Loop);
    }

    private static void JudgeCall(OperationAnalysisContext context, KnownSymbols symbols)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (!symbols.IsOfClient(call.TargetMethod))
            return;
        IArgumentOperation? missing = call.Arguments.FirstOrDefault(static argument =>
            argument.ArgumentKind == ArgumentKind.DefaultValue && argument.Parameter?.Type.IsNamed("System.Threading", "CancellationToken") == true);
        if (missing?.Parameter is not { } parameter || TokenInScope.Find(call, context.ContainingSymbol) is not { IsOwnParameter: false } token)
            return;
        if (token.IsOfRequest || IsReadInLoop(call))
            Report(context, call.NameLocation(), token, parameter.Name);
    }

    private static void JudgeLoop(OperationAnalysisContext context, KnownSymbols symbols)
    {
        if (context.Operation is not IForEachLoopOperation { IsAsynchronous: true } loop)
            return;
        IOperation stream = WithoutConfigureAwait(loop.Collection.Unwrap());
        if (stream is not (IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation)
            || !symbols.IsOfClient(stream.Type?.OriginalDefinition) || !stream.Type.IsAsyncSequence())
        {
            return;
        }

        if (TokenInScope.Find(loop, context.ContainingSymbol) is { } token)
            Report(context, stream.Syntax.GetLocation(), token, parameter: null);
    }

    private static void Report(OperationAnalysisContext context, Location place, TokenInScope token, string? parameter) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.MissingToken,
            place,
            ImmutableDictionary<string, string?>.Empty.Add(TokenKey, token.Expression).Add(ParameterKey, parameter),
            token.Expression));

    /// <summary>Whether a call makes the sequence of an <c>await foreach</c>, on the spot.</summary>
    private static bool IsReadInLoop(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent is IConversionOperation or IParenthesizedOperation
            || value.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } })
        {
            value = value.Parent is IArgumentOperation argument ? argument.Parent! : value.Parent!;
        }

        return value.Parent is IForEachLoopOperation { IsAsynchronous: true } loop && loop.Collection == value;
    }

    private static IOperation WithoutConfigureAwait(IOperation sequence) =>
        sequence is IInvocationOperation { TargetMethod: { Name: "ConfigureAwait", IsExtensionMethod: true } } call && call.Arguments.Length > 0
            ? call.Arguments[0].Value.Unwrap()
            : sequence;
}
