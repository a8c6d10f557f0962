using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TogetherAI.Analyzers;

namespace TogetherAI.Benchmarks.Rules;

/// <summary>What the rules cost for programs of different sizes, by the compiler's own account.</summary>
internal static class RuleGrowth
{
    private const int Rounds = 2;

    private static readonly int[] s_sizes = [500, 1000, 2000, 4000];

    private static readonly MetadataReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    public static async Task PrintAsync(TextWriter output)
    {
        ImmutableArray<DiagnosticAnalyzer> rules = Rules();
        await MeasureAsync(s_sizes[^1], rules); // compiles the rules themselves, and compiles them again where that pays
        await output.WriteLineAsync($"{"calls",6} {"rules, ms",10} {"µs a call",10} {"findings",9}");
        foreach (int size in s_sizes)
        {
            (TimeSpan time, int findings) = await MeasureAsync(size, rules);
            await output.WriteLineAsync(FormattableString.Invariant($"{size,6} {time.TotalMilliseconds,10:F1} {time.TotalMicroseconds / size,10:F2} {findings,9}"));
        }
    }

    /// <summary>The rules of the package that are on by default.</summary>
    private static ImmutableArray<DiagnosticAnalyzer> Rules() =>
    [
        .. typeof(TogetherAnalyzer).Assembly.GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(TogetherAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>The least of some rounds: other work on the machine only ever adds.</summary>
    private static async Task<(TimeSpan Time, int Findings)> MeasureAsync(int size, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        TimeSpan best = TimeSpan.MaxValue;
        int findings = 0;
        for (int round = 0; round < Rounds; round++)
        {
            CSharpCompilation compilation = CSharpCompilation.Create(
                "Generated",
                [CSharpSyntaxTree.ParseText(GeneratedProgram.Of(size))],
                s_references,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            if (compilation.GetDiagnostics().FirstOrDefault(static fault => fault.Severity == DiagnosticSeverity.Error) is { } fault)
                throw new InvalidOperationException("The generated program does not compile: " + fault);
            CompilationWithAnalyzers judged = compilation.WithAnalyzers(
                rules, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
            AnalysisResult result = await judged.GetAnalysisResultAsync(CancellationToken.None);
            TimeSpan time = new(result.AnalyzerTelemetryInfo.Values.Sum(static one => one.ExecutionTime.Ticks));
            best = time < best ? time : best;
            findings = result.GetAllDiagnostics().Length;
        }

        return (best, findings);
    }
}
