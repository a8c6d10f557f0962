using System.Text.Json.Nodes;
using Spectre.Console;
using TogetherAI.Cli.Commands.Batches.Telling;

namespace TogetherAI.Cli.Tests.Batches;

public class JobTests
{
    [Fact]
    public async Task Status_tells_of_a_run_and_of_a_job()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        await runs.UntilJobRunsAsync("run", runs.WriteInputs(5), "--model", "tai-tiny", "--out", runs.Out);
        string id = runs.Local.Batches.Single().Id;
        Run status = await runs.ToEndAsync("status", runs.Journal);
        Assert.Equal(0, status.ExitCode);
        Assert.Matches($@"^PART +JOB +REQUESTS +STATE\r?\n1 +{id} +5 +VALIDATING \(0 %\)\r?\n$", status.Output);
        Assert.Equal($"0 of 5 done. Nobody works on it. Go on with: tai batch resume {runs.Journal}", status.Error.Trim());
        Assert.StartsWith($"{id}: VALIDATING (0 %)", (await runs.ToEndAsync("status", id)).Output, StringComparison.Ordinal);

        runs.Time.AutoAdvance = true;
        await runs.ToEndAsync("resume", runs.Journal);
        JsonNode json = JsonNode.Parse((await runs.ToEndAsync("status", runs.Journal, "--json")).Output)!;
        Assert.Equal((5L, 5L, true, null), ((long)json["inputs"]!, (long)json["delivered"]!, (bool)json["complete"]!, (int?)json["processId"]));
        Assert.Equal((id, true), ((string)json["jobs"]!.AsArray().Single()!["job"]!, (bool)json["jobs"]![0]!["collected"]!));
        Assert.Contains("Nothing is left to do.", (await runs.ToEndAsync("status", runs.Journal)).Error, StringComparison.Ordinal);
        Assert.Equal("COMPLETED", (string)JsonNode.Parse((await runs.ToEndAsync("status", id, "--json")).Output)!["status"]!);
    }

    [Fact]
    public async Task Cancel_ends_the_jobs_of_a_run_and_resume_sends_the_rest_again()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        await runs.UntilJobRunsAsync("run", runs.WriteInputs(5), "--model", "tai-tiny", "--out", runs.Out);
        Run cancel = await runs.ToEndAsync("cancel", runs.Journal);
        Assert.Equal(0, cancel.ExitCode);
        Assert.Contains(": CANCELLED", cancel.Output, StringComparison.Ordinal);
        Assert.Equal("CANCELLED", runs.Local.Batches.Single().Status);
        Assert.Contains("has no job", (await runs.ToEndAsync("cancel", runs.Write("empty.journal", ""))).Error, StringComparison.Ordinal);

        runs.Time.AutoAdvance = true;
        Assert.Equal(0, (await runs.ToEndAsync("resume", runs.Journal)).ExitCode);
        Assert.Equal(5, runs.Results.Count);
        Assert.Equal(2, runs.Local.Batches.Count);
    }

    [Fact]
    public async Task A_job_that_somebody_cancels_meanwhile_ends_the_run_and_resume_sends_the_rest()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        int looks = 0;
        using TogetherClient person = runs.Local.CreateClient();
        runs.Local.Faults.OnBatches().When(request =>
        {
            if (request.Method == "GET" && ++looks == 1)
                person.Batches.CancelAsync(runs.Local.Batches.Single().Id).GetAwaiter().GetResult();
            return false;
        }).Respond(500);
        Run run = await runs.ToEndAsync("run", runs.WriteInputs(5), "--model", "tai-tiny", "--out", runs.Out);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"somebody cancelled the job {runs.Local.Batches.Single().Id}, and 5 of its requests have no answer. No further job was begun. Send the rest with: tai batch resume {runs.Journal}", run.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await runs.ToEndAsync("resume", runs.Journal)).ExitCode);
        Assert.Equal((5, 2), (runs.Results.Count, runs.Local.Batches.Count));
    }

    [Fact]
    public async Task A_run_under_way_can_be_looked_at_and_neither_cancelled_nor_doubled()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        using TogetherClient together = runs.Local.CreateClient();
        string input = runs.WriteInputs(1);
        await using IAsyncEnumerator<BatchResult<string>> running = together.Batches.RunAsync(
            ["a", "b"], static text => text, static text => new ChatRequest { Model = "tai-tiny", Messages = [ChatMessage.User(text)], MaxTokens = 4 }, new BatchRunOptions { Journal = runs.Journal }).GetAsyncEnumerator();
        Assert.True(await running.MoveNextAsync());
        string me = $"process {Environment.ProcessId} works on ";
        Assert.Contains(me, (await runs.ToEndAsync("status", runs.Journal)).Error, StringComparison.OrdinalIgnoreCase);
        Run cancel = await runs.ToEndAsync("cancel", runs.Journal);
        Assert.Equal((1, ""), (cancel.ExitCode, cancel.Output));
        Assert.Contains(me, cancel.Error, StringComparison.Ordinal);
        Assert.Contains(me, (await runs.ToEndAsync("run", input, "--model", "tai-tiny")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_a_job_are_read_when_it_has_ended()
    {
        await using BatchRuns runs = await BatchRuns.StartAsync();
        await runs.UntilJobRunsAsync("run", runs.WriteInputs(3), "--model", "tai-tiny");
        string id = runs.Local.Batches.Single().Id;
        Run early = await runs.ToEndAsync("results", id);
        Assert.Equal((1, $"tai: {id} has no results yet: VALIDATING (0 %)."), (early.ExitCode, early.Error.Trim()));

        await runs.Local.Batches.Single().WaitForWorkAsync();
        runs.Time.Advance(TimeSpan.FromHours(1));
        Run run = await runs.ToEndAsync("results", id);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["re: text 1", "re: text 2", "re: text 3"], Texts(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(0, (await runs.ToEndAsync("results", id, "--out", runs.Out)).ExitCode);
        Assert.Equal(["re: text 1", "re: text 2", "re: text 3"], Texts(File.ReadLines(runs.Out)));
        Assert.Equal("tai: there is neither a journal batch-nothing nor a job of that id.", (await runs.ToEndAsync("results", "batch-nothing")).Error.Trim());
    }

    [Fact]
    public async Task On_a_terminal_a_bar_grows()
    {
        StringWriter terminal = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(terminal) });
        console.Profile.Width = 160;
        LiveTeller teller = new(console);
        await teller.DuringAsync(() =>
        {
            teller.Report(new BatchRunProgress { Inputs = 1000 });
            teller.Report(new BatchRunProgress { Inputs = 2000, Jobs = 2, JobsEnded = 1, Delivered = 1500, Submitted = 500 });
            return Task.CompletedTask;
        });
        Assert.Contains("1,500 of 2,000 done, 1 of 2 jobs, 500 at the service", terminal.ToString(), StringComparison.Ordinal);
        Assert.Contains("75%", terminal.ToString(), StringComparison.Ordinal);
        Assert.Contains("\u001b[", terminal.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(IEnumerable<string> lines) => lines.Select(static line => (string)JsonNode.Parse(line)!["text"]!).Order();
}
