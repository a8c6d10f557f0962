using System.Text.RegularExpressions;
using TogetherAI.Tests.Processes;

namespace TogetherAI.Tests.Dedicated.Ownership;

/// <summary>A short run of the program that kills renting programs, and one without what cleans up, which must be found out.</summary>
public partial class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Programs_that_are_killed_leave_nothing_running()
    {
        (int exitCode, string last) = await CrashProgram.RunAsync(output, "leases", "--kills", "3", "--seed", "7");
        Assert.Matches(@"^kills 3, leases \d+, leaked 0, wrongly stopped 0$", last);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Without_recovery_they_do_and_the_ledger_shows_it()
    {
        (int exitCode, string last) = await CrashProgram.RunAsync(output, "leases", "--kills", "2", "--seed", "3", "--sabotage");
        Assert.NotEqual("0", Verdict().Match(last).Groups["leaked"].Value);
        Assert.Equal(1, exitCode);
    }

    [GeneratedRegex(@"leaked (?<leaked>\d+),")]
    private static partial Regex Verdict();
}
