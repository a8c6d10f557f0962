using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TogetherAI.Analyzers;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Docs;

/// <summary>
/// Every C# block of the README, the guides and the packages' pages compiles, in the setting that <c>SnippetSetting.txt</c> gives all of them, and is
/// what the rules in the package ask for: their suggestions too, as with <c>TogetherAnalysisMode</c> = <c>Strict</c>. A block that shows what they
/// find says so in a line before it, <c>&lt;!-- finds: TAI1001 --&gt;</c>, and they must find that.
/// </summary>
public partial class SnippetTests
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
    ]);

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_rules =
    [
        .. typeof(TogetherAnalyzer).Assembly.GetTypes()
            .Where(static type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(TogetherAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static string[] Pages { get; } =
    [
        RepositoryFiles.Path("README.md"),
        .. Directory.GetFiles(RepositoryFiles.Path("docs"), "*.md").Order(StringComparer.Ordinal),
        .. Directory.GetDirectories(RepositoryFiles.Path("src")).Select(static project => Path.Combine(project, "README.md")).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string, int, string, string> Snippets
    {
        get
        {
            TheoryData<string, int, string, string> snippets = [];
            foreach (string file in Pages)
            {
                string text = File.ReadAllText(file);
                foreach (Match match in Block().Matches(text))
                    snippets.Add(Path.GetRelativePath(RepositoryFiles.Root, file), text.AsSpan(0, match.Index).Count('\n') + 1, match.Groups["finds"].Value, match.Groups["code"].Value);
            }

            return snippets;
        }
    }

    [Fact]
    public void No_block_of_code_escapes_by_another_name() =>
        Assert.DoesNotContain(Pages, static file => File.ReadLines(file).Any(static line => OtherBlock().IsMatch(line)));

    [Fact]
    public void There_are_rules_to_follow() => Assert.True(s_rules.Length >= 15, $"Found {s_rules.Length}.");

    [Fact]
    public void There_are_snippets_to_compile() => Assert.True(Snippets.Count >= 8, $"Found {Snippets.Count}.");

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_snippet_compiles_and_follows_the_rules(string file, int line, string finds, string code)
    {
        string setting = File.ReadAllText(RepositoryFiles.Path("tests", "TogetherAI.Conventions", "Docs", "SnippetSetting.txt"));
        StringBuilder usings = new(), body = new();
        foreach (string one in code.Split('\n'))
            (Using().IsMatch(one) ? usings : body).AppendLine(one);
        // A block declares types, or it is what a method does.
        string place = TypeDeclaration().IsMatch(code) ? "/* types */" : "/* snippet */";
        string source = setting.Replace("/* usings */", usings.ToString(), StringComparison.Ordinal).Replace(place, body.ToString(), StringComparison.Ordinal);

        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        IEnumerable<Diagnostic> faults = compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(!faults.Any(), $"{file}:{line}\n{string.Join('\n', faults)}\n{source}");

        ImmutableArray<Diagnostic> findings = await compilation.WithAnalyzers(s_rules).GetAnalyzerDiagnosticsAsync();
        string found = string.Join(' ', findings.Select(static finding => finding.Id).Order(StringComparer.Ordinal));
        Assert.True(found == finds, $"{file}:{line}\nfound: {found}\n{string.Join('\n', findings)}\n{source}");
    }

    // A directive, an alias included; not `using var x = …` nor `using X x = …`.
    [GeneratedRegex(@"^using [\w.]+( = [\w.]+)?;")]
    private static partial Regex Using();

    [GeneratedRegex("^public sealed ", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^(<!-- finds: (?<finds>[^\n]*) -->\n)?```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    // Another name for the language, or a block that is not at the beginning of its line.
    [GeneratedRegex(@"^\s*```(cs|c#|C#)\s*$|^\s+```csharp|```csharp\s+$")]
    private static partial Regex OtherBlock();
}
