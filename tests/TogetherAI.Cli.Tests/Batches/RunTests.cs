using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Tests.Batches;

public class RunTests
{
    private static readonly string[] s_options = ["--model", "tai-tiny", "--prompt", "Sentiment: {text}", "--max-tokens", "16"];

    [Fact]
    public async Task A_file_of_texts_becomes_a_file_of_results_and_a_second_run_does_nothing_twice()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string[] args = ["run", runs.WriteInputs(12), .. s_options, "--out", runs.Out, "--requests-per-job", "5"];
        Run run = await runs.ToEndAsync(args);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(12, runs.Results.Count);
        Assert.Equal("re: Sentiment: text 7", (string)runs.Results["r7"].Single()["text"]!);
        Assert.Equal(3, runs.Local.Batches.Count);
        Assert.Matches(@"^12 of 12 done, 3 of 3 jobs, 0\.\d+ USD of at most 0\.\d+ USD\. Results: .*out\.jsonl\r?\n$", run.Output);
        Assert.Matches(@"(?m)^2026-01-01 00:\d\d:\d\dZ 0 of 12 done, 0 of 3 jobs, 12 at the service", run.Error);

        byte[] before = await File.ReadAllBytesAsync(runs.Out);
        Assert.Equal(0, (await runs.ToEndAsync(args)).ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(runs.Out));
        Assert.Equal(12, runs.TakenIn);
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_jobs_running_and_resume_takes_them_up()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        Run ended = await runs.UntilJobRunsAsync(["run", runs.WriteInputs(6), .. s_options, "--out", runs.Out]);
        Assert.Equal((130, ""), (ended.ExitCode, ended.Output));
        Assert.Contains($"1 job goes on at the service, and costs what it costs. Go on with: tai batch resume {runs.Journal}", ended.Error, StringComparison.Ordinal);
        Assert.NotEqual("CANCELLED", runs.Local.Batches.Single().Status);

        runs.Time.AutoAdvance = true;
        Run resumed = await runs.ToEndAsync("resume", runs.Journal);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal((6, 6), (runs.Results.Count, runs.TakenIn));
    }

    [Fact]
    public async Task What_a_crash_left_in_the_results_is_mended_and_no_key_comes_twice()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        await runs.UntilJobRunsAsync(["run", runs.WriteInputs(6), .. s_options, "--out", runs.Out]);

        // It had written two results, one of them not to its end, before it could note that they had arrived.
        await File.WriteAllTextAsync(runs.Out, "{\"key\":\"r2\",\"text\":\"written before\"}\n{\"key\":\"r3\",\"te");
        runs.Time.AutoAdvance = true;
        Assert.Equal(0, (await runs.ToEndAsync("resume", runs.Journal)).ExitCode);
        Assert.Equal(6, runs.Results.Count);
        Assert.All(runs.Results, static lines => Assert.Single(lines));
        Assert.Equal(("written before", "re: Sentiment: text 3"), ((string)runs.Results["r2"].Single()["text"]!, (string)runs.Results["r3"].Single()["text"]!));
    }

    [Fact]
    public async Task Json_tells_how_it_goes_a_line_each()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        Run run = await runs.ToEndAsync(["run", runs.WriteInputs(4), .. s_options, "--out", runs.Out, "--json"]);
        JsonNode[] lines = [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!)];
        Assert.True(lines.Length >= 3);
        Assert.Contains(lines, static line => (long)line["submitted"]! == 4);
        Assert.Equal((true, 4L, 4L, runs.Out), ((bool)lines[^1]["complete"]!, (long)lines[^1]["delivered"]!, (long)lines[^1]["answered"]!, (string)lines[^1]["out"]!));
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Without_a_file_the_results_are_what_it_writes()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        Run run = await runs.ToEndAsync(["run", runs.WriteInputs(3), .. s_options]);
        Assert.Equal(["r1", "r2", "r3"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => (string)JsonNode.Parse(line)!["key"]!).Order());
        Assert.Contains("3 of 3 done", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_dear_is_not_begun_and_more_money_lets_it_go_on()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        Run run = await runs.ToEndAsync(["run", runs.WriteInputs(10), .. s_options, "--out", runs.Out, "--max-usd", "0.0001"]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"tai: it may cost 0\.00\d+ USD, more than --max-usd 0\.0001 USD\. Nothing was sent\. Raise it with tai batch resume ", run.Error);
        Assert.Empty(runs.Local.Batches);
        Assert.Equal(0, (await runs.ToEndAsync("resume", runs.Journal, "--max-usd", "1")).ExitCode);
        Assert.Equal(10, runs.Results.Count);
    }

    [Fact]
    public async Task A_journal_takes_no_other_run()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        string input = runs.WriteInputs(2);
        Assert.Equal(0, (await runs.ToEndAsync(["run", input, .. s_options, "--out", runs.Out])).ExitCode);
        Run other = await runs.ToEndAsync("run", input, "--model", "tai-tiny", "--prompt", "Language: {text}", "--max-tokens", "16", "--out", runs.Out);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("is the journal of a run with --prompt 'Sentiment: {text}'. tai batch resume", other.Error, StringComparison.Ordinal);

        Run occupied = await runs.ToEndAsync(["run", input, .. s_options, "--out", runs.Out, "--journal", runs.At("other.journal")]);
        Assert.Contains("out.jsonl is there already, and not by this run.", occupied.Error, StringComparison.Ordinal);
        Assert.Contains("which tai batch run leaves there", (await runs.ToEndAsync("resume", runs.At("other.journal"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_fail_stand_among_the_results_and_end_it_with_1()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        runs.Local.Faults.OnBatchRequests().When(static request => request.LastUserText == "Sentiment: text 2").Respond(400, message: "no such thing");
        Run run = await runs.ToEndAsync(["run", runs.WriteInputs(3), .. s_options, "--out", runs.Out]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("tai: 1 of the requests failed; their lines have an error.", run.Error, StringComparison.Ordinal);
        Assert.Equal("no such thing", (string)runs.Results["r2"].Single()["error"]!["message"]!);
        Assert.Equal("re: Sentiment: text 3", (string)runs.Results["r3"].Single()["text"]!);
    }

    [Fact]
    public async Task What_the_limit_cut_off_is_marked()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        runs.Local.Chat.Clear(); // the model itself
        await runs.ToEndAsync("run", runs.WriteInputs(1), "--model", "tai-tiny", "--max-tokens", "1", "--out", runs.Out);
        Assert.True((bool)runs.Results["r1"].Single()["truncated"]!);
    }
}
