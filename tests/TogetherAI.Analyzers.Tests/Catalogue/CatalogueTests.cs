using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TogetherAI.Testing;

namespace TogetherAI.Analyzers.Tests;

/// <summary>Every rule has what a rule must have: an id of its own, a page, an entry among the releases, a place in the modes, tests.</summary>
public partial class CatalogueTests
{
    private static readonly string[] s_sections =
        ["## Flagged", "## Why", "## What it costs", "## Fix", "## Deliberately not flagged", "## Configure", "## Suppress"];

    private static readonly DiagnosticDescriptor[] s_rules =
        [.. RuleRun.AllRules.SelectMany(static rule => rule.SupportedDiagnostics).DistinctBy(static rule => rule.Id).OrderBy(static rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids => [.. s_rules.Select(static rule => rule.Id)];

    [Fact]
    public void There_are_rules() => Assert.True(s_rules.Length >= 7, $"{s_rules.Length} rules.");

    [Fact]
    public void No_id_means_two_things()
    {
        DiagnosticDescriptor[] all = [.. RuleRun.AllRules.SelectMany(static rule => rule.SupportedDiagnostics)];
        Assert.Equal(all.Select(static rule => rule.Id).Distinct().Order(), all.Distinct().Select(static rule => rule.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_category_is_that_of_its_number(string id)
    {
        DiagnosticDescriptor rule = Rule(id);
        Assert.Matches("^TAI[1-4]00[0-9]$", id);
        Assert.Equal(id[3] switch { '1' => "Cost", '2' => "Reliability", '3' => "Security", _ => "Correctness" }, rule.Category);
        Assert.NotEqual(DiagnosticSeverity.Error, rule.DefaultSeverity);
        Assert.NotEmpty(rule.Description.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_link_leads_to_its_page(string id)
    {
        string link = Rule(id).HelpLinkUri;
        Assert.EndsWith($"analyzers/rules/{id}.md", link, StringComparison.Ordinal);
        Assert.True(File.Exists(RepositoryFiles.Path("analyzers", "rules", id + ".md")), link);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_page_has_every_section_and_says_what_the_descriptor_says(string id)
    {
        DiagnosticDescriptor rule = Rule(id);
        string page = File.ReadAllText(RepositoryFiles.Path("analyzers", "rules", id + ".md"));
        string severity = rule.DefaultSeverity + (rule.IsEnabledByDefault ? "" : ", off by default");
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        string fix = RuleRun.AllFixes.Any(one => one.FixableDiagnosticIds.Contains(id)) ? "yes" : "none";
        Assert.Contains($"\n| {rule.Category} | {severity} | {fix}", page, StringComparison.Ordinal);
        Assert.Equal(s_sections, page.Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.All(Section().Split(page).Skip(1), static text => Assert.True(text.Trim().Length > 20, text));
    }

    [Fact]
    public void Every_page_is_of_a_rule() =>
        Assert.Equal(s_rules.Select(static rule => rule.Id + ".md"), Directory.GetFiles(RepositoryFiles.Path("analyzers", "rules")).Select(static file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void The_releases_list_every_rule_as_it_is()
    {
        string[] files = ["AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md"];
        string listed = string.Join("\n", files.Select(static file => File.ReadAllText(RepositoryFiles.Path("analyzers", "TogetherAI.Analyzers", file))));
        Assert.Equal(
            s_rules.Select(static rule => $"{rule.Id} | {rule.Category} | {(rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled")} | {rule.Title}"),
            listed.Split('\n').Where(static line => line.StartsWith("TAI", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Strict_raises_every_suggestion_and_shows_what_is_off()
    {
        string config = File.ReadAllText(RepositoryFiles.Path("analyzers", "package", "TogetherAI.Strict.globalconfig"));
        Assert.Equal(
            s_rules.Where(static rule => !rule.IsEnabledByDefault || rule.DefaultSeverity == DiagnosticSeverity.Info)
                .Select(static rule => $"dotnet_diagnostic.{rule.Id}.severity = {(rule.IsEnabledByDefault ? "warning" : "suggestion")}"),
            config.Split('\n').Where(static line => line.StartsWith("dotnet_diagnostic", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_tests_and_half_of_them_find_nothing(string id)
    {
        string[] cases = [.. TestSources().SelectMany(static text => Case().Matches(text).Select(static match => match.Value))];
        string[] ofRule = [.. TestSources().Where(text => text.Contains($"{{|{id}:", StringComparison.Ordinal)).SelectMany(static text => Case().Matches(text).Select(static match => match.Value))];
        int found = cases.Count(text => text.Contains($"{{|{id}:", StringComparison.Ordinal));
        int least = Rule(id) is { IsEnabledByDefault: true, DefaultSeverity: DiagnosticSeverity.Warning } ? 15 : 8;
        int notFound = ofRule.Count(static text => !text.Contains("{|", StringComparison.Ordinal));
        Assert.True(found + notFound >= least, $"{id} has {found + notFound} tests; it should have {least}.");
        Assert.True(notFound >= found / 2, $"{id}: {found} find it, {notFound} find nothing.");
    }

    private static DiagnosticDescriptor Rule(string id) => s_rules.Single(rule => rule.Id == id);

    private static IEnumerable<string> TestSources() =>
        Directory.GetFiles(RepositoryFiles.Path("tests", "TogetherAI.Analyzers.Tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(static file => !file.Contains("Catalogue", StringComparison.Ordinal) && !file.Contains("Corpus", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    // A test case: a line of data, or a fact with all that belongs to it.
    [GeneratedRegex(@"^    \[InlineData\(.*$|^    \[Fact\]\n(?:.*\n)*?(?=\n|    \[)", RegexOptions.Multiline)]
    private static partial Regex Case();

    [GeneratedRegex("^## .*$", RegexOptions.Multiline)]
    private static partial Regex Section();
}
