using System.Text.Json;

namespace TogetherAI.Cli.Tests;

public sealed class TemplateTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_question_is_shown_as_the_model_sees_it()
    {
        Run run = await Run.ToEndAsync("template", "Hi?");
        Assert.Equal((0, "<|im_start|>user\nHi?<|im_end|>\n<|im_start|>assistant\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")[..^1]));
        Assert.Matches("^[0-9]+ tokens", run.Error);
    }

    [Fact]
    public async Task A_request_is_shown_with_its_tools_and_calls()
    {
        await File.WriteAllTextAsync(_file, """
            {"model":"x","messages":[{"role":"user","content":"?"},{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}],
             "tools":[{"type":"function","function":{"name":"f","description":"Does it.","parameters":{"type":"object","properties":{}}}}]}
            """);
        Run run = await Run.ToEndAsync("template", _file, "--no-generation-prompt");
        Assert.Contains("Does it.", run.Output, StringComparison.Ordinal);
        Assert.Contains("""{"name": "f", "arguments": {"a": 1}}""", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("assistant\n\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_itself_is_shown() =>
        Assert.StartsWith("{%- if tools %}", (await Run.ToEndAsync("template", "--source")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("[1", "is no JSON")]
    [InlineData("{}", "neither a list of messages")]
    public async Task What_is_no_conversation_is_refused(string text, string reason)
    {
        await File.WriteAllTextAsync(_file, text);
        Run run = await Run.ToEndAsync("template", _file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_shown_token_by_token()
    {
        Run run = await Run.ToEndAsync("tokenize", "<|im_end|>", "and", "more");
        string[] lines = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, static line => Assert.Matches("^ *[0-9]+ \".*\"$", line));
        Assert.Equal("<|im_end|> and more", string.Concat(lines.Select(static line => line[(line.IndexOf('"', StringComparison.Ordinal) + 1)..^1])));
        Assert.Equal(lines.Length, int.Parse((await Run.ToEndAsync("tokenize", "--count", "<|im_end|> and more")).Output, System.Globalization.CultureInfo.InvariantCulture));
        JsonElement json = JsonElement.Parse((await Run.ToEndAsync("tokenize", "--json", "--special", "<|im_end|> and more")).Output);
        Assert.True(json.GetProperty("tokens")[0].GetProperty("special").GetBoolean());
        Assert.Equal("<|im_end|>", json.GetProperty("tokens")[0].GetProperty("text").GetString());
        Assert.True(json.GetProperty("count").GetInt32() < lines.Length);
    }

    [Theory]
    [InlineData("template")]
    [InlineData("template", "--source", "x")]
    [InlineData("tokenize", "--json", "--count", "x")]
    public async Task What_does_not_go_together_is_refused(params string[] args) => Assert.Equal(2, (await Run.ToEndAsync(args)).ExitCode);
}
