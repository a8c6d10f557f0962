using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TogetherAI.CodeFixes;

namespace TogetherAI.Analyzers.Tests;

/// <summary>Runs rules over source, as the compiler would, against the real client. An exception in a rule is an exception here.</summary>
internal static class RuleRun
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                && Path.GetFileName(path) is not ("TogetherAI.Analyzers.dll" or "TogetherAI.CodeFixes.dll" or "TogetherAI.Analyzers.Tests.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>Everything a program may use: the framework, the web, the client.</summary>
    public static ImmutableArray<MetadataReference> References => s_references.Value;

    /// <summary>Every rule there is.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> AllRules { get; } =
    [
        .. typeof(TogetherAnalyzer).Assembly.GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Every fix there is.</summary>
    public static ImmutableArray<CodeFixProvider> AllFixes { get; } =
    [
        .. typeof(TogetherCodeFix).Assembly.GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview);

    /// <summary>A library, or a program where the source has statements at its top.</summary>
    public static CSharpCompilation Compile(params IEnumerable<string> sources)
    {
        SyntaxTree[] trees = [.. sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, index == 0 ? "Program.cs" : $"File{index}.cs"))];
        return CSharpCompilation.Create("Judged", trees, References, Options(trees));
    }

    public static CSharpCompilationOptions Options(params IEnumerable<SyntaxTree> trees)
    {
        bool isProgram = trees.Any(static tree => tree.GetRoot().ChildNodes().Any(static node => node.IsKind(SyntaxKind.GlobalStatement)));
        return new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
    }

    /// <summary>The faults that keep source from compiling.</summary>
    public static IEnumerable<Diagnostic> Faults(Compilation compilation) =>
        compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>What the rules find, in the order of the source. A rule that is off by default is on here.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindAsync(
        Compilation compilation,
        ImmutableArray<DiagnosticAnalyzer> rules,
        IReadOnlyDictionary<string, string>? config = null,
        params IEnumerable<AdditionalText> files)
    {
        Dictionary<string, ReportDiagnostic> severities = rules.SelectMany(static rule => rule.SupportedDiagnostics)
            .Where(static rule => !rule.IsEnabledByDefault)
            .DistinctBy(static rule => rule.Id)
            .ToDictionary(static rule => rule.Id, static _ => ReportDiagnostic.Info);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities));
        List<string> exceptions = [];
        CompilationWithAnalyzers judged = compilation.WithAnalyzers(rules, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. files], new ConfigOptions(config ?? new Dictionary<string, string>())),
            onAnalyzerException: (exception, rule, _) => exceptions.Add($"{rule.GetType().Name}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
        ImmutableArray<Diagnostic> found = await judged.GetAnalyzerDiagnosticsAsync();
        Assert.True(exceptions.Count == 0 && !found.Any(static one => one.Id == "AD0001"), string.Join("\n", exceptions));
        return [.. found.OrderBy(static one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static one => one.Location.SourceSpan.Start)];
    }
}
