namespace TogetherAI.Cli.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("chat", "--max-tokens", "0", "Hello")]
    [InlineData("chat", "--max-tokens", "many", "Hello")]
    [InlineData("serve", "--port", "70000")]
    [InlineData("serve", "--port", "http")]
    [InlineData("serve", "--host", "somewhere")]
    [InlineData("serve", "--api-key", " ")]
    [InlineData("serve", "--nonsense")]
    [InlineData("convert")]
    [InlineData("convert", "folder")]
    [InlineData("convert", "folder", "out.gguf", "--format", "q3")]
    [InlineData("convert", "folder", "out.gguf", "--format", "3")]
    [InlineData("convert", "folder", "out.gguf", "--random", "tiny")]
    [InlineData("dance")]
    [InlineData("endpoints", "create", "tai-tiny")]
    [InlineData("endpoints", "create", "tai-tiny", "--idle", "soon")]
    [InlineData("endpoints", "create", "tai-tiny", "--idle", "5s")]
    [InlineData("endpoints", "create", "tai-tiny", "--idle", "never", "--max-usd", "5")]
    [InlineData("endpoints", "create", "tai-tiny", "--idle", "30m", "--max-usd", "much")]
    [InlineData("endpoints", "create", "--idle", "30m")]
    [InlineData("endpoints", "scale", "chat")]
    [InlineData("endpoints", "scale", "chat", "--replicas", "0")]
    [InlineData("endpoints", "scale", "chat", "--replicas", "3-1")]
    [InlineData("endpoints", "stop")]
    [InlineData("endpoints", "watch", "--poll", "0s")]
    [InlineData("batch", "run")]
    [InlineData("batch", "run", "in.jsonl", "--prompt", "no place for it")]
    [InlineData("batch", "run", "in.jsonl", "--max-usd", "0")]
    [InlineData("batch", "run", "in.jsonl", "--requests-per-job", "50001")]
    [InlineData("batch", "resume")]
    [InlineData("batch", "cancel")]
    [InlineData("batch", "results")]
    [InlineData("guard")]
    [InlineData("guard", "--idle", "30")]
    [InlineData("guard", "--idle", "30m", "--poll", "2d")]
    public async Task What_makes_no_sense_is_refused_with_2_and_a_hint(params string[] args)
    {
        Run run = await Run.ToEndAsync(args);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("tai: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hint_names_the_whole_command()
    {
        Run run = await Run.ToEndAsync("endpoints", "create", "tai-tiny");
        Assert.Contains("--idle is required: a time without traffic after which it stops, such as 30m, or never.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Try: tai endpoints create --help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_at_all_is_not_a_command()
    {
        Run run = await Run.ToEndAsync();
        Assert.Equal(2, run.ExitCode);
    }

    [Theory]
    [InlineData("--help", "serve", "chat", "batch", "endpoints", "hardware", "guard")]
    [InlineData("batch --help", "run", "resume", "status", "cancel", "results")]
    [InlineData("batch run --help", "input", "--model", "--journal", "--prompt", "--key", "--text", "--max-tokens", "--max-usd", "--out", "--requests-per-job", "--json")]
    [InlineData("endpoints --help", "list", "create", "start", "stop", "scale", "watch", "delete")]
    [InlineData("endpoints create --help", "--idle", "never", "--yes", "--max-usd", "--replicas", "--json")]
    [InlineData("guard --help", "--idle", "--dry-run", "--allow", "--notify", "--once", "--json")]
    [InlineData("serve --help", "--port", "--api-key", "--model")]
    [InlineData("chat --help", "prompt", "--model")]
    [InlineData("convert --help", "paths", "--format", "q4_0", "--random", "1.1b", "--seed")]
    public async Task Help_names_what_there_is(string args, params string[] expected)
    {
        Run run = await Run.ToEndAsync(args.Split(' '));
        Assert.Equal(0, run.ExitCode);
        Assert.All(expected, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
    }
}
