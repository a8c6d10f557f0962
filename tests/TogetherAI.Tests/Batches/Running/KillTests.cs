using System.Text.RegularExpressions;
using TogetherAI.Tests.Processes;

namespace TogetherAI.Tests.Batches.Running;

/// <summary>A short run of the program that kills programs with a corpus under way, one without the journal, which must be found out, and parts side by side.</summary>
public partial class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Programs_that_are_killed_lose_nothing_and_ask_nothing_twice()
    {
        (int exitCode, string last) = await CrashProgram.RunAsync(output, "batch", "--kills", "4", "--seed", "11");
        Assert.Matches("^kills 4, requests [1-9][0-9]*, lost 0, doubled 0$", last);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Without_the_journal_they_do_and_the_ledger_shows_it()
    {
        (int exitCode, string last) = await CrashProgram.RunAsync(output, "batch", "--kills", "3", "--seed", "5", "--sabotage");
        Match verdict = Verdict().Match(last);
        Assert.True(verdict.Success, last);
        Assert.NotEqual(("0", "0"), (verdict.Groups["lost"].Value, verdict.Groups["doubled"].Value));
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Parts_in_processes_of_their_own_do_all_of_it_together_and_nothing_twice()
    {
        (int exitCode, string last) = await CrashProgram.RunAsync(output, "parts", "--count", "3");
        Assert.Equal("processes 3, requests 5000, lost 0, doubled 0", last);
        Assert.Equal(0, exitCode);
    }

    [GeneratedRegex(@"lost (?<lost>\d+), doubled (?<doubled>\d+)$")]
    private static partial Regex Verdict();
}
