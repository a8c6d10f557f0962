using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Tests.Batches;

/// <summary>What a run does besides conversations, in parts, and what it may cost.</summary>
public class TaskTests
{
    [Fact]
    public async Task Texts_become_vectors()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.Write("in.txt", "one\ntwo\n\none\n");
        Run run = await runs.ToEndAsync("run", input, "--task", "embed", "--model", "tai-tiny", "--out", runs.Out);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["1", "2", "4"], runs.Results.Select(static lines => lines.Key).Order());
        Assert.Equal(((JsonArray)runs.Results["1"].Single()["embedding"]!).ToJsonString(), ((JsonArray)runs.Results["4"].Single()["embedding"]!).ToJsonString());
        Assert.Empty(runs.Local.Batches);

        Run other = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--out", runs.Out);
        Assert.Contains("is the journal of a run with --task embed.", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_gets_no_vector_is_a_failure_among_the_results()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        runs.Between = static inner => new NoVectorFor("two", inner);
        Run run = await runs.ToEndAsync("run", runs.Write("in.txt", "one\ntwo\n"), "--task", "embed", "--model", "tai-tiny", "--out", runs.Out);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("The service was asked for the vectors of 1 texts, and answered with 0.", (string)runs.Results["2"].Single()["error"]!["message"]!);
        Assert.NotEmpty((JsonArray)runs.Results["1"].Single()["embedding"]!);
    }

    [Theory]
    [InlineData("embed", "--fallback", "3", "--fallback has no effect with --task embed")]
    [InlineData("embed", "--price-factor", "tai-tiny=0.5", "--price-factor has no effect with --task embed")]
    [InlineData("transcribe", "--price-factor", "tai-tiny=0.5", "--price-factor has no effect with --task transcribe")]
    [InlineData("transcribe", "--max-usd", "3", "--max-usd cannot be kept with --task transcribe")]
    public async Task Options_that_would_do_nothing_are_named_before_anything_is_written(string task, string option, string value, string said)
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.Write("in.txt", "https://example.com/a.mp3\n");
        Run run = await runs.ToEndAsync("run", input, "--task", task, "--model", "tai-tiny", option, value);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Empty(runs.Local.Requests);
        Assert.False(File.Exists(input + ".journal.args.json"));
    }

    [Fact]
    public async Task Recordings_become_texts()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        runs.Local.Batches.Transcribe(static file => "heard in " + file);
        Run run = await runs.ToEndAsync("run", runs.Write("in.csv", "id,url\na,https://example.com/a.mp3\n"), "--task", "transcribe", "--text", "url", "--out", runs.Out);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("heard in https://example.com/a.mp3", (string)runs.Results["a"].Single()["text"]!);
        Run bad = await runs.ToEndAsync("run", runs.Write("bad.csv", "id,url\na,talk.mp3\n"), "--task", "transcribe", "--text", "url");
        Assert.Contains("bad.csv, line 2: the field 'url' is no http or https address", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_have_journals_of_their_own_and_do_all_of_it_together()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.WriteInputs(40);
        List<string> keys = [];
        for (int part = 1; part <= 3; part++)
        {
            string output = runs.At($"out{part}.jsonl");
            Run run = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--part", $"{part}/3", "--out", output);
            Assert.True(run.ExitCode == 0, run.Error);
            Assert.True(File.Exists(input + $".{part}of3.journal"));
            keys.AddRange(File.ReadLines(output).Select(static line => (string)JsonNode.Parse(line)!["key"]!));
        }

        Assert.Equal(Enumerable.Range(1, 40).Select(static i => $"r{i}").Order(), keys.Order());
        Run wrong = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--part", "4/3");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("--part takes a part and how many there are, such as 2/5.", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_goes_by_itself_where_that_is_asked_for_also_later()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        runs.Local.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 2").Respond(500, message: "broken");
        Run run = await runs.ToEndAsync("run", runs.WriteInputs(3), "--model", "tai-tiny", "--fallback", "1", "--out", runs.Out);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("re: text 2", (string)runs.Results["r2"].Single()["text"]!);
        Assert.Equal("text 2", Assert.Single(runs.Local.Requests, static request => request.Path == "/v1/chat/completions").LastUserText);
    }

    [Fact]
    public async Task What_would_be_asked_again_is_held_against_the_limit_and_more_money_lets_it_go_on()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.WriteInputs(10);
        runs.Local.Batches.OnNext().LoseOutput();
        Run run = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--max-tokens", "16", "--max-usd", "0.0008", "--out", runs.Out);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("with what failed and would be asked again it may cost 0.00", run.Error, StringComparison.Ordinal);
        Assert.Contains($"what was answered is kept. Raise it with tai batch resume {runs.Journal} --max-usd USD", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await runs.ToEndAsync("resume", runs.Journal, "--max-usd", "1")).ExitCode);
        Assert.Equal((10, 2), (runs.Results.Count, runs.Local.Batches.Count));
    }

    [Fact]
    public async Task Requests_without_a_limit_are_told_of()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.Write("in.jsonl", """{"id":"a","body":{"messages":[{"role":"user","content":"one"}],"max_completion_tokens":null}}""");
        Run dear = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--out", runs.Out, "--max-usd", "0.001");
        Assert.Contains("1 requests put no limit on their answer, and are counted with 2,048 tokens each.", dear.Error, StringComparison.Ordinal);
        Run run = await runs.ToEndAsync("resume", runs.Journal, "--max-usd", "1", "--json");
        Assert.Equal(1, (long)JsonNode.Parse(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!["unlimitedRequests"]!);
    }

    [Fact]
    public async Task A_discount_that_somebody_knows_of_makes_it_fit()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.WriteInputs(10);
        Run dear = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--max-tokens", "16", "--max-usd", "0.0004", "--out", runs.Out);
        Assert.Contains("more than --max-usd", dear.Error, StringComparison.Ordinal);
        Run run = await runs.ToEndAsync("resume", runs.Journal, "--price-factor", "tai-tiny=0.5");
        Assert.True(run.ExitCode == 0, run.Error);
        Run wrong = await runs.ToEndAsync("resume", runs.Journal, "--price-factor", "tai-tiny=2");
        Assert.Contains("'tai-tiny=2' is none.", wrong.Error, StringComparison.Ordinal);
    }

    /// <summary>Answers one text in the service's place, with no vector.</summary>
    private sealed class NoVectorFor(string text, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath == "/v1/embeddings" && (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains($"\"{text}\"", StringComparison.Ordinal)
                ? new HttpResponseMessage { Content = new StringContent("""{"object":"list","model":"tai-tiny","data":[]}""", null, "application/json"), RequestMessage = request }
                : await base.SendAsync(request, cancellationToken);
    }
}
