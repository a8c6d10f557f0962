namespace TogetherAI.Cli.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("chat")]
    [InlineData("chat", "--max-tokens", "0", "Hello")]
    [InlineData("chat", "--max-tokens", "many", "Hello")]
    [InlineData("serve", "--port", "70000")]
    [InlineData("serve", "--port", "http")]
    [InlineData("serve", "--host", "somewhere")]
    [InlineData("serve", "--api-key", " ")]
    [InlineData("serve", "--nonsense")]
    [InlineData("dance")]
    public async Task What_makes_no_sense_is_refused_with_2_and_a_hint(params string[] args)
    {
        Run run = await Run.ToEndAsync(args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("tai: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_at_all_is_not_a_command()
    {
        Run run = await Run.ToEndAsync();
        Assert.Equal(2, run.ExitCode);
    }

    [Theory]
    [InlineData("--help", "serve", "chat")]
    [InlineData("serve --help", "--port", "--api-key", "--model")]
    [InlineData("chat --help", "prompt", "--model")]
    public async Task Help_names_what_there_is(string args, params string[] expected)
    {
        Run run = await Run.ToEndAsync(args.Split(' '));
        Assert.Equal(0, run.ExitCode);
        Assert.All(expected, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
    }
}
