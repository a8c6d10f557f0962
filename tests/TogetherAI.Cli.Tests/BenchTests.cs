using System.Text.Json;

namespace TogetherAI.Cli.Tests;

public class BenchTests
{
    [Fact]
    public async Task A_random_model_is_measured_against_the_machine()
    {
        Run run = await Run.ToEndAsync("bench", "--random", "tiny", "--format", "q8_0", "--threads", "2", "--prompt-tokens", "40", "--new-tokens", "6", "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, json.GetProperty("threads").GetInt32());
        Assert.Equal(8, json.GetProperty("batchSequences").GetInt32());
        foreach (string name in (string[])["prefillTokensPerSecond", "decodeTokensPerSecond", "batchTokensPerSecond", "firstTokenUnderLoadMs", "bandwidthShare", "computeShare"])
            Assert.True(json.GetProperty(name).GetDouble() > 0, name);

        // The shares are what they say: weights read a second, of the bytes that can be.
        double share = json.GetProperty("decodeTokensPerSecond").GetDouble() * json.GetProperty("weightBytes").GetInt64() / json.GetProperty("readBytesPerSecond").GetDouble();
        Assert.Equal(share, json.GetProperty("bandwidthShare").GetDouble(), 0.002);
    }

    [Fact]
    public async Task People_get_a_table()
    {
        Run run = await Run.ToEndAsync("bench", "--random", "tiny", "--prompt-tokens", "8", "--new-tokens", "2");
        Assert.Equal(0, run.ExitCode);
        foreach (string row in (string[])["prefill", "decode", "8 sequences", "first token under load"])
            Assert.Contains("\n" + row + " ", run.Output, StringComparison.Ordinal);
        Assert.Contains("warm-up", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("either --model PATH or --random SHAPE", "bench")]
    [InlineData("either --model PATH or --random SHAPE", "bench", "--model", "x", "--random", "tiny")]
    [InlineData("--format goes with --random", "bench", "--model", "x", "--format", "q8_0")]
    public async Task What_does_not_go_together_is_refused(string message, params string[] args)
    {
        Run run = await Run.ToEndAsync(args);
        Assert.Equal(Tai.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_there_and_a_prompt_that_does_not_fit_are_said_in_a_line()
    {
        Run absent = await Run.ToEndAsync("bench", "--model", "no-such-model.gguf");
        Assert.Equal((Tai.Failure, "tai: --model: there is no folder or file no-such-model.gguf."), (absent.ExitCode, absent.Error.Trim()));
        Run tooLong = await Run.ToEndAsync("bench", "--random", "tiny", "--prompt-tokens", "5000");
        Assert.Equal(Tai.Failure, tooLong.ExitCode);
        Assert.Contains("PromptTokens must be from 2 to 2000 for this model", tooLong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_schema_costs_is_measured_too()
    {
        using TemporaryFile file = new("""{"type":"object","properties":{"name":{"type":"string","maxLength":8},"age":{"type":"integer"}},"required":["name","age"]}""");
        Run run = await Run.ToEndAsync("bench", "--random", "tiny", "--prompt-tokens", "8", "--new-tokens", "12", "--json-schema", file.Path, "--json");
        Assert.Equal(0, run.ExitCode);
        JsonElement measured = JsonDocument.Parse(run.Output).RootElement.GetProperty("jsonSchema");
        int tokens = measured.GetProperty("tokens").GetInt32(), outputs = measured.GetProperty("outputs").GetInt32();
        Assert.Equal(3 * 12, tokens);
        Assert.InRange(outputs, 3, tokens);
        foreach (string name in (string[])["compileMs", "freeTokensPerSecond", "constrainedTokensPerSecond", "maskMeanUs", "maskP99Us"])
            Assert.True(measured.GetProperty(name).GetDouble() > 0, name);

        run = await Run.ToEndAsync("bench", "--random", "tiny", "--prompt-tokens", "8", "--new-tokens", "2", "--json-schema", file.Path);
        foreach (string row in (string[])["decode without schema", "decode under schema", "mask of a token"])
            Assert.Contains("\n" + row + " ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"minAge\": 1}", "The schema keyword \"minAge\"")]
    [InlineData("{", "is no JSON")]
    public async Task A_schema_that_cannot_be_held_is_refused_before_anything_is_measured(string schema, string message)
    {
        using TemporaryFile file = new(schema);
        Run run = await Run.ToEndAsync("bench", "--random", "tiny", "--json-schema", file.Path);
        Assert.Equal((Tai.Failure, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("...", run.Error, StringComparison.Ordinal);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
