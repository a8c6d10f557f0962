using System.Text.RegularExpressions;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.Docs;

/// <summary>The first thing a newcomer types works: the README's commands are what they are said to be, and the sample runs as it was built.</summary>
public partial class QuickStartTests
{
    private static readonly string s_readme = File.ReadAllText(RepositoryFiles.Path("README.md"));

    [Fact]
    public void The_first_command_of_the_readme_starts_this_sample() =>
        Assert.Equal("dotnet run --project samples/QuickStart", FirstCommand().Match(s_readme).Groups[1].Value);

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
        SampleRun run = await SampleRun.StartAsync("QuickStart", []);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Paris", run.Output, StringComparison.Ordinal);
        Assert.Matches(SpeedLine(), run.Output);
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task It_answers_a_prompt_of_ones_own()
    {
        SampleRun run = await SampleRun.StartAsync("QuickStart", ["What is the capital of Italy?"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Rome", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Paris", run.Output, StringComparison.Ordinal);
        Assert.Matches(SpeedLine(), run.Output);
    }

    [Fact]
    public async Task Remote_without_a_key_says_what_to_set()
    {
        SampleRun run = await SampleRun.StartAsync("QuickStart", ["--remote", "x"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Equal("--remote needs a key: set TOGETHER_API_KEY to one from https://api.together.ai/settings/api-keys", run.Errors.TrimEnd());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--remote")]
    public async Task An_option_it_does_not_know_shows_its_usage(string option)
    {
        SampleRun run = await SampleRun.StartAsync("QuickStart", [option]);
        Assert.Equal((2, "Usage: QuickStart [--remote MODEL] [PROMPT]"), (run.ExitCode, run.Errors.TrimEnd()));
    }

    [GeneratedRegex(@"^```sh\n(.*?)\n```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FirstCommand();

    [GeneratedRegex("^dotnet test( |$)")]
    private static partial Regex TestCommand();

    [GeneratedRegex(@"^First token after \d+ ms, then \d+ tokens/s\.\r?$", RegexOptions.Multiline)]
    private static partial Regex SpeedLine();
}
