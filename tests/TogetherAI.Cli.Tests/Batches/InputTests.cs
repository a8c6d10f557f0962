using System.Text.Json;

namespace TogetherAI.Cli.Tests.Batches;

public class InputTests
{
    [Fact]
    public async Task A_table_may_hold_commas_lines_and_quotes()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.Write("in.csv", "\uFEFFnumber,Review,stars\r\n7,\"Good, they \"\"say\"\"\",5\r\n\r\n8,\"two\r\nlines\",1\r\n9,,3\r\n");
        Run run = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--key", "number", "--text", "review", "--prompt", "Q: {text}", "--out", runs.Out);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["7", "8", "9"], runs.Results.Select(static lines => lines.Key).Order());
        Assert.Equal("re: Q: Good, they \"say\"", (string)runs.Results["7"].Single()["text"]!);
        Assert.Equal("re: Q: two\nlines", (string)runs.Results["8"].Single()["text"]!);
        Assert.Equal("re: Q: ", (string)runs.Results["9"].Single()["text"]!);
    }

    [Fact]
    public async Task A_folder_is_read_whole_and_its_paths_are_the_keys()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        runs.Write("texts/a.txt", "first");
        runs.Write("texts/deep/b.txt", "second");
        runs.Write("texts/.hidden", "no");
        Run run = await runs.ToEndAsync("run", runs.At("texts") + Path.DirectorySeparatorChar, "--model", "tai-tiny", "--out", runs.Out);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["a.txt", "deep/b.txt"], runs.Results.Select(static lines => lines.Key).Order());
        Assert.Equal("re: second", (string)runs.Results["deep/b.txt"].Single()["text"]!);
        Assert.True(File.Exists(runs.At("texts.journal")));
    }

    [Fact]
    public async Task Requests_and_conversations_go_as_they_are()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        List<(string? Last, int? Limit, double? Temperature)> seen = [];
        runs.Local.Chat.Clear();
        runs.Local.Chat.Always().Reply(request =>
        {
            lock (seen)
                seen.Add((request.LastUserText, request.MaxTokens, request.Json is { } json && json.TryGetProperty("temperature", out JsonElement temperature) ? temperature.GetDouble() : null));
            return "ok";
        });
        string input = runs.Write(
            "in.jsonl",
            """
            {"custom_id":"a","body":{"model":"tai-tiny","messages":[{"role":"user","content":"one"}],"max_tokens":9,"temperature":0.5}}
            {"custom_id":"b","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"two"}]}

            {"text":"three"}
            """);
        Run run = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--max-tokens", "20", "--out", runs.Out);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal([("one", 9, 0.5), ("three", 20, null), ("two", 20, null)], seen.Order());
        Assert.Equal(["4", "a", "b"], runs.Results.Select(static lines => lines.Key).Order());
    }

    [Theory]
    [InlineData("in.jsonl", "{\"text\":\"a\"}\nnonsense", "in.jsonl, line 2 is not JSON: ")]
    [InlineData("in.jsonl", "[1]", "in.jsonl, line 1 is JSON, but no object")]
    [InlineData("in.jsonl", "{\"review\":\"a\"}", "--text names the field with the text; it has review.")]
    [InlineData("in.jsonl", "{\"id\":{},\"text\":\"a\"}", "in.jsonl, line 1: id, the field that is to tell inputs apart, is neither a string nor a number.")]
    [InlineData("in.jsonl", "{\"body\":{\"model\":\"tai-tiny\"}}", "in.jsonl, line 1 has no messages; there has to be one at least.")]
    [InlineData("in.jsonl", "{\"body\":{\"model\":7,\"messages\":[]}}", "in.jsonl, line 1: 'model' is not what it should be in a chat request")]
    [InlineData("in.jsonl", "{\"body\":{\"messages\":[],\"stream\":true}}", "in.jsonl, line 1: 'stream' is set")]
    [InlineData("in.jsonl", "{\"id\":1,\"text\":\"a\"}\n{\"id\":1,\"text\":\"b\"}", "Input 2 has a key that another input has too")]
    [InlineData("in.csv", "id,review\n1,a", "in.csv, line 2 has neither a body nor messages nor a string in the field 'text'. --text names the field with the text; it has id, review.")]
    [InlineData("in.csv", "id,text\n1,a,b", "in.csv, line 2 has 3 fields, and the first line names 2.")]
    [InlineData("in.csv", "id,text\n1,\"a", "in.csv, line 2: a quote is not closed before the file ends.")]
    [InlineData("in.csv", "id,text\n1,\"a\"b", "in.csv, line 2: a closing quote is followed by neither a comma nor the line's end.")]
    [InlineData("in.csv", "", "in.csv is empty. Its first line has to name the columns.")]
    [InlineData("in.pdf", "", "is neither a .jsonl, a .csv nor a .txt file nor a folder of text files")]
    public async Task What_is_wrong_is_said_with_its_place_and_nothing_is_sent(string name, string content, string said)
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        Run run = await runs.ToEndAsync("run", runs.Write(name, content), "--model", "tai-tiny");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Empty(runs.Local.Requests);
    }

    [Fact]
    public async Task A_text_without_a_model_and_a_file_that_is_no_text_are_refused()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        Assert.Contains("in.jsonl, line 1 names no model. --model names one for all.", (await runs.ToEndAsync("run", runs.WriteInputs(1))).Error, StringComparison.Ordinal);
        runs.Write("texts/a.txt", "first");
        await File.WriteAllBytesAsync(runs.At("texts/b.png"), [0x89, 0x50, 0xFF, 0xFE]);
        Assert.Contains("b.png is no text in UTF-8.", (await runs.ToEndAsync("run", runs.At("texts"), "--model", "tai-tiny")).Error, StringComparison.Ordinal);
        Assert.Contains("there is no ", (await runs.ToEndAsync("run", runs.At("nothing.jsonl"), "--model", "tai-tiny")).Error, StringComparison.Ordinal);
    }
}
