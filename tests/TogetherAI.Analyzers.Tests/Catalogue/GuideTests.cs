using Microsoft.CodeAnalysis;
using TogetherAI.Testing;

namespace TogetherAI.Analyzers.Tests;

/// <summary>The guide's table of rules is what the rules say of themselves.</summary>
public class GuideTests
{
    private const string Start = "<!-- rules: made by GuideTests -->\n", End = "<!-- /rules -->";

    [Fact]
    public void The_table_lists_every_rule_as_it_is()
    {
        string guide = File.ReadAllText(RepositoryFiles.Path("docs", "analyzers.md")).ReplaceLineEndings("\n");
        int start = guide.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        string table = Table();
        string received = RepositoryFiles.Path("docs", "analyzers.received.txt");
        bool isSame = guide[start..guide.IndexOf(End, StringComparison.Ordinal)] == table;
        if (isSame)
            File.Delete(received);
        else
            File.WriteAllText(received, table);
        Assert.True(isSame, $"The rules have changed. The table they would make is in {received}: put it between the marks in docs/analyzers.md.");
    }

    private static string Table()
    {
        IEnumerable<string> rows = RuleRun.AllRules.SelectMany(static rule => rule.SupportedDiagnostics)
            .DistinctBy(static rule => rule.Id)
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .Select(static rule => $"| [{rule.Id}](../analyzers/rules/{rule.Id}.md) | {rule.Category} | {Severity(rule)} | {rule.Title} | {Fix(rule.Id)} |\n");
        return "\n| rule | category | by default | says | fix |\n|---|---|---|---|---|\n" + string.Concat(rows) + "\n";
    }

    private static string Severity(DiagnosticDescriptor rule) => rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "off";

    private static string Fix(string id) => RuleRun.AllFixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)) ? "yes" : "";
}
