using System.Diagnostics;
using System.Text.RegularExpressions;
using TogetherAI.Testing;

namespace TogetherAI.Tests.Dedicated.Ownership;

/// <summary>A short run of the program that kills renting programs, and one without what cleans up, which must be found out.</summary>
public partial class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Programs_that_are_killed_leave_nothing_running()
    {
        (int exitCode, string last) = await RunAsync("leases", "--kills", "3", "--seed", "7");
        Assert.Matches(@"^kills 3, leases \d+, leaked 0, wrongly stopped 0$", last);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Without_recovery_they_do_and_the_ledger_shows_it()
    {
        (int exitCode, string last) = await RunAsync("leases", "--kills", "2", "--seed", "3", "--sabotage");
        Assert.NotEqual("0", Verdict().Match(last).Groups["leaked"].Value);
        Assert.Equal(1, exitCode);
    }

    private async Task<(int ExitCode, string LastLine)> RunAsync(params string[] arguments)
    {
        string built = Path.GetRelativePath(RepositoryFiles.Path("tests", "TogetherAI.Tests"), AppContext.BaseDirectory);
        string program = RepositoryFiles.Path("tests", "TogetherAI.CrashTests", built, "TogetherAI.CrashTests.dll");
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(10), TimeProvider.System);
        try
        {
            string printed = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            output.WriteLine(printed);
            return (process.ExitCode, printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    [GeneratedRegex(@"leaked (?<leaked>\d+),")]
    private static partial Regex Verdict();
}
