using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TogetherAI.Analyzers;

/// <summary>TAI3001: an API key stands in the sources.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class KeyLiteralAnalyzer : TogetherAnalyzer
{
    private const int ShortestKey = 20;

    private static readonly string[] s_placeholders =
        ["<", "{", "…", "...", "your", "test", "xxx", "placeholder", "example", "dummy", "fake", "sample", "secret", "changeme", "insert", "replace", "redacted"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.KeyLiteral);

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (RuleOptions.IsTestProject(context.Options))
            return;
        context.RegisterOperationAction(
            operation =>
            {
                IArgumentOperation argument = (IArgumentOperation)operation.Operation;
                if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { Name: "apiKey" } parameter } && symbols.IsOfClient(parameter.ContainingSymbol)
                    && KeyIn(argument.Value) is { } key)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.KeyLiteral, key.Syntax.GetLocation()));
                }
            },
            OperationKind.Argument);
        context.RegisterOperationAction(
            operation =>
            {
                ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)operation.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property.Name: "ApiKey" } target && symbols.IsOfClient(target.Property)
                    && KeyIn(assignment.Value) is { } key && !IsForLoopback(assignment, target, symbols))
                {
                    operation.ReportDiagnostic(Diagnostic.Create(Rules.KeyLiteral, key.Syntax.GetLocation()));
                }
            },
            OperationKind.SimpleAssignment);
    }

    /// <summary>The key in a value, which may be the one of last resort: <c>configured ?? "…"</c>. Null where there is none.</summary>
    private static IOperation? KeyIn(IOperation value)
    {
        IOperation written = value.Unwrap();
        string? text = written.ConstantText() ?? (written is ILocalReferenceOperation ? written.Origin().ConstantText() : null);
        if (text is not null)
            return IsKey(text) ? written : null;
        return written switch
        {
            ICoalesceOperation coalesce => KeyIn(coalesce.Value) ?? KeyIn(coalesce.WhenNull),
            IConditionalOperation { WhenFalse: { } whenFalse } choice => KeyIn(choice.WhenTrue) ?? KeyIn(whenFalse),
            _ => null,
        };
    }

    /// <summary>Whether a text is as long as a key and neither a sentence nor a stand-in.</summary>
    private static bool IsKey(string text) =>
        text.Length >= ShortestKey
        && !text.Any(char.IsWhiteSpace)
        && !s_placeholders.Any(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the same options lead to a server on this machine, which takes any key.</summary>
    private static bool IsForLoopback(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation key, KnownSymbols symbols)
    {
        IOperation scope = assignment.Parent is IObjectOrCollectionInitializerOperation initializer ? initializer : assignment.EnclosingFunction() ?? assignment.Root();
        return scope.Descendants().OfType<ISimpleAssignmentOperation>().Any(other =>
            other.Target is IPropertyReferenceOperation { Property.Name: "BaseAddress" } address && symbols.IsOfClient(address.Property)
            && IsSameObject(address.Instance, key.Instance) && IsLoopback(other.Value));
    }

    private static bool IsSameObject(IOperation? left, IOperation? right) => (left, right) switch
    {
        (IInstanceReferenceOperation, IInstanceReferenceOperation) => true,
        (ILocalReferenceOperation one, ILocalReferenceOperation other) => one.Local.Is(other.Local),
        (IParameterReferenceOperation one, IParameterReferenceOperation other) => one.Parameter.Is(other.Parameter),
        _ => false,
    };

    private static bool IsLoopback(IOperation address)
    {
        IOperation value = address.Origin();
        if (value is IPropertyReferenceOperation { Property.ContainingAssembly.Name: "TogetherAI.Local" })
            return true;
        return value is IObjectCreationOperation { Arguments: { Length: > 0 } arguments }
            && arguments[0].Value.ConstantText() is { } text && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.IsLoopback;
    }
}
