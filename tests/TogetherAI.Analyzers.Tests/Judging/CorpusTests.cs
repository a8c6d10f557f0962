using Microsoft.CodeAnalysis;

namespace TogetherAI.Analyzers.Tests;

/// <summary>The rules against programs that were labelled by hand before there were rules.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> Programs => [.. CorpusProgram.Names];

    [Fact]
    public void There_are_programs_enough() => Assert.True(CorpusProgram.Names.Count() >= 40);

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_compiles_against_the_client(string name) => Assert.Empty(RuleRun.Faults(CorpusProgram.Read(name).Compilation));

    [Fact]
    public async Task Precision_and_recall()
    {
        HashSet<string> rules = [.. RuleRun.AllRules.SelectMany(static rule => rule.SupportedDiagnostics).Select(static rule => rule.Id)];
        List<(string Id, string Place)> right = [], wrong = [], missed = [];
        foreach (string name in CorpusProgram.Names)
        {
            CorpusProgram program = CorpusProgram.Read(name);
            HashSet<(string Id, string File, int Line)> expected = [.. program.Expected.Where(label => rules.Contains(label.Id))];
            HashSet<(string Id, string File, int Line)> found = [.. (await RuleRun.FindAsync(program.Compilation, RuleRun.AllRules, program.Config)).Select(PlaceOf)];
            right.AddRange(found.Where(expected.Contains).Select(Told));
            wrong.AddRange(found.Except(expected).Select(Told));
            missed.AddRange(expected.Except(found).Select(Told));
        }

        output.WriteLine($"{CorpusProgram.Names.Count()} programs, {right.Count + missed.Count} labels\n");
        output.WriteLine("rule      labels  found  precision  recall");
        List<string> faults = [.. wrong.Select(static one => $"{one.Id} reported, not expected: {one.Place}"), .. missed.Select(static one => $"{one.Id} expected, not reported: {one.Place}")];
        foreach (string id in right.Concat(wrong).Concat(missed).Select(static one => one.Id).Union(rules).Order(StringComparer.Ordinal))
        {
            int hits = right.Count(one => one.Id == id), alarms = wrong.Count(one => one.Id == id), misses = missed.Count(one => one.Id == id);
            double precision = hits + alarms == 0 ? 1 : (double)hits / (hits + alarms), recall = hits + misses == 0 ? 1 : (double)hits / (hits + misses);
            output.WriteLine($"{id}  {hits + misses,6}  {hits + alarms,5}  {precision,9:F2}  {recall,6:F2}");
            if (hits + misses == 0)
                faults.Add($"{id} has no label: the corpus says nothing of it");
            if (precision < 1 || recall < 0.95)
                faults.Add($"{id}: precision {precision:F2}, recall {recall:F2}; the goal is 1.00 and 0.95");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static (string, string, int) PlaceOf(Diagnostic found)
    {
        FileLinePositionSpan place = found.Location.GetLineSpan();
        return (found.Id, place.Path, place.StartLinePosition.Line + 1);
    }

    private static (string Id, string Place) Told((string Id, string File, int Line) finding) => (finding.Id, $"{finding.File}:{finding.Line}");
}
