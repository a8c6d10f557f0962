using System.Diagnostics;
using System.Text.RegularExpressions;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Docs;

/// <summary>The first thing a newcomer types works: the README's commands are what they are said to be, and the sample runs as it was built.</summary>
public partial class QuickStartTests
{
    private static readonly string s_readme = File.ReadAllText(RepositoryFiles.Path("README.md"));

    [Fact]
    public void The_readme_starts_the_sample_with_one_line() =>
        Assert.Single(s_readme.Split('\n'), static line => line == "dotnet run --project samples/QuickStart");

    [Fact]
    public void The_readme_names_the_test_command_where_the_gate_looks_for_it()
    {
        // The gate runs the first line of the README that begins so, as it stands.
        string? command = s_readme.Split('\n').FirstOrDefault(static line => TestCommand().IsMatch(line));
        Assert.Equal("dotnet test Sdk.sln", command);
    }

    [Fact]
    public async Task Without_an_argument_it_answers_and_tells_its_speed()
    {
        Run run = await StartAsync([]);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Paris", run.Output, StringComparison.Ordinal);
        Assert.Matches(SpeedLine(), run.Output);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task It_answers_a_prompt_of_ones_own()
    {
        Run run = await StartAsync(["What is the capital of Italy?"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Rome", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Paris", run.Output, StringComparison.Ordinal);
        Assert.Matches(SpeedLine(), run.Output);
    }

    [Fact]
    public async Task Remote_without_a_key_says_what_to_set()
    {
        Run run = await StartAsync(["--remote", "x"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Equal("--remote needs a key: set TOGETHER_API_KEY to one from https://api.together.ai/settings/api-keys", run.Errors.TrimEnd());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--remote")]
    public async Task An_option_it_does_not_know_shows_its_usage(string option)
    {
        Run run = await StartAsync([option]);
        Assert.Equal((2, "Usage: QuickStart [--remote MODEL] [PROMPT]"), (run.ExitCode, run.Errors.TrimEnd()));
    }

    /// <summary>Runs what the build of these tests built beside them, in the same configuration, with neither key nor address in its environment.</summary>
    private static async Task<Run> StartAsync(string[] arguments)
    {
        string built = Path.GetRelativePath(RepositoryFiles.Path("tests", "TogetherAI.Conventions"), AppContext.BaseDirectory);
        string sample = RepositoryFiles.Path("samples", "QuickStart", built, "QuickStart.dll");
        Assert.True(File.Exists(sample), sample + " was not built.");
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", sample, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("TOGETHER_", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(2), TimeProvider.System);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new Run(process.ExitCode, output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    [GeneratedRegex("^dotnet test( |$)")]
    private static partial Regex TestCommand();

    [GeneratedRegex(@"^First token after \d+ ms, then \d+ tokens/s\.\r?$", RegexOptions.Multiline)]
    private static partial Regex SpeedLine();

    private sealed record Run(int ExitCode, string Output, string Errors);
}
