using System.IO.Compression;
using TogetherAI.Testing;

namespace TogetherAI.Analyzers.Tests;

/// <summary>What is in the package, to the file; and that there is none without its rules.</summary>
public sealed class PackageTests(PackedClient package) : IClassFixture<PackedClient>
{
    [Fact]
    public async Task It_holds_exactly_this()
    {
        await using ZipArchive archive = await ZipFile.OpenReadAsync(package.File);
        string[] pages = [.. RuleRun.AllRules.SelectMany(static rule => rule.SupportedDiagnostics).Select(static rule => $"analyzers/rules/{rule.Id}.md").Distinct()];
        string[] expected =
        [
            .. pages,
            "README.md",
            "TogetherAI.nuspec",
            "analyzers/dotnet/roslyn4.8/cs/TogetherAI.Analyzers.dll",
            "analyzers/dotnet/roslyn4.8/cs/TogetherAI.CodeFixes.dll",
            "build/TogetherAI.props",
            "build/TogetherAI.targets",
            "buildTransitive/TogetherAI.props",
            "buildTransitive/TogetherAI.targets",
            "buildTransitive/config/TogetherAI.Strict.globalconfig",
            "lib/net10.0/TogetherAI.dll",
            "lib/net10.0/TogetherAI.xml",
        ];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            archive.Entries.Select(static entry => entry.FullName).Where(static name => !IsOfTheFormat(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_its_rules_it_is_not_packed()
    {
        // They are looked for where a configuration that was never built would have put them.
        (int exitCode, string output) = await DotNet.RunAsync(
            RepositoryFiles.Root,
            "msbuild", RepositoryFiles.Path("src", "TogetherAI"), "-t:PackAnalyzers", "-p:NoBuild=true", "-p:Configuration=NeverBuilt", "-nologo", "-nodeReuse:false");
        Assert.NotEqual(0, exitCode);
        Assert.Matches(@"error : The package would lack .*TogetherAI\.Analyzers\.dll, which is not built\.", output);
    }

    private static bool IsOfTheFormat(string name) =>
        name is "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal);
}
