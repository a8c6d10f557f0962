using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TogetherAI.Testing;

namespace TogetherAI.Analyzers.Tests;

/// <summary>
/// No rule throws, whatever the source: the repository's own files, cut off somewhere, or changed at random. A thousand of each; with
/// <c>TOGETHERAI_FUZZ=10</c> in the environment ten times as many. Each case has its number for a seed.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Cases = 1000, AtOnce = 20;

    private static readonly Lazy<string[]> s_sources = new(static () =>
    [
        // The programs that are written against the client count twice: there is most to find in them.
        .. Sources("tests/TogetherAI.Analyzers.Tests/Corpus"),
        .. ((string[])["src", "samples", "tests", "analyzers"]).SelectMany(Sources),
    ]);

    private static readonly Lazy<CSharpCompilation> s_empty = new(static () =>
    {
        string[] usings =
        [
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "TogetherAI", "TogetherAI.Local", "Xunit",
            "Microsoft.AspNetCore.Builder", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        ];
        return RuleRun.Compile(string.Concat(usings.Select(static name => $"global using {name};\n")));
    });

    [Fact]
    public Task No_rule_throws_over_source_that_is_cut_off() => RunAsync(Mutator.Cut, seed: 0);

    [Fact]
    public Task No_rule_throws_over_source_that_was_changed_at_random() => RunAsync(Mutator.Mutate, seed: 1_000_000);

    private async Task RunAsync(Func<string, Random, string> change, int seed)
    {
        int cases = Cases * int.Parse(Environment.GetEnvironmentVariable("TOGETHERAI_FUZZ") ?? "1", CultureInfo.InvariantCulture);
        int found = 0;
        foreach (int[] batch in Enumerable.Range(seed, cases).Chunk(AtOnce))
        {
            SyntaxTree[] trees =
            [
                .. batch.Select(number =>
                {
                    Random random = new(number);
                    string source = s_sources.Value[random.Next(s_sources.Value.Length)];
                    return CSharpSyntaxTree.ParseText(change(source, random), RuleRun.ParseOptions, $"case-{number}.cs");
                }),
            ];
            try
            {
                found += (await RuleRun.FindAsync(s_empty.Value.AddSyntaxTrees(trees), RuleRun.AllRules)).Length;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Assert.Fail($"Cases {batch[0]} to {batch[^1]}: {exception}");
            }
        }

        output.WriteLine($"{cases} cases, {found} findings.");

        // Were the sources not understood at all, nothing would be found, and nothing tested.
        Assert.True(found > 0);
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(RepositoryFiles.Path(folder.Split('/')), "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText);
}
