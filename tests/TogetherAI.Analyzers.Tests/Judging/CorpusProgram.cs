using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TogetherAI.Testing;

namespace TogetherAI.Analyzers.Tests;

/// <summary>A program of the corpus: its files, and what the rules must find in them. See <c>Corpus/README.md</c>.</summary>
internal sealed partial class CorpusProgram
{
    private const string Plain =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string Worker = Plain +
        """

        global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    private const string Web = Worker +
        """

        global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing;
        """;

    private CorpusProgram(string name, IReadOnlyList<(string File, string Text)> files)
    {
        Name = name;
        Expected = [.. files.SelectMany(static file => LabelsIn(file.File, file.Text))];
        string heads = string.Concat(files.Select(static file => file.Text));
        string usings = Sdk().Match(heads).Groups["sdk"].Value switch
        {
            "Microsoft.NET.Sdk.Web" => Web,
            "Microsoft.NET.Sdk.Worker" => Worker,
            _ => Plain,
        };
        Config = Property().Matches(heads).ToDictionary(static match => "build_property." + match.Groups["name"].Value, static match => match.Groups["value"].Value);
        SyntaxTree[] trees =
        [
            .. files.Select(static file => CSharpSyntaxTree.ParseText(file.Text, RuleRun.ParseOptions, file.File)),
            CSharpSyntaxTree.ParseText(usings, RuleRun.ParseOptions, "GlobalUsings.g.cs"),
        ];
        Compilation = CSharpCompilation.Create(name, trees, RuleRun.References, RuleRun.Options(trees));
    }

    /// <summary>The name of its file or folder.</summary>
    public string Name { get; }

    /// <summary>What the labels say: rule, file, and line from 1.</summary>
    public IReadOnlyList<(string Id, string File, int Line)> Expected { get; }

    /// <summary>The project's properties that rules may read.</summary>
    public IReadOnlyDictionary<string, string> Config { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>Every program there is, by name.</summary>
    public static IEnumerable<string> Names => Files.Select(static file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal);

    private static string Folder => RepositoryFiles.Path("tests", "TogetherAI.Analyzers.Tests", "Corpus");

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Select(static file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static CorpusProgram Read(string name) => new(
        name, [.. Files.Where(file => file.Split('/')[0] == name).Select(static file => (file, File.ReadAllText(Path.Combine(Folder, file))))]);

    private static IEnumerable<(string, string, int)> LabelsIn(string file, string text) => text.Split('\n').SelectMany((line, index) =>
        Label().Match(line) is { Success: true } match
            ? match.Groups["ids"].Value.Split(',').Select(id => (id.Trim(), file, index + 1))
            : []);

    [GeneratedRegex(@"// expect: (?<ids>.+?)\s*$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^// sdk: (?<sdk>\S+)", RegexOptions.Multiline)]
    private static partial Regex Sdk();

    [GeneratedRegex(@"^// property: (?<name>\w+) = (?<value>\w+)", RegexOptions.Multiline)]
    private static partial Regex Property();
}
