using System.Text.Json.Nodes;
namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>A corpus through batches on a good day, and what is refused before anything is sent.</summary>
public class BatchRunTests
{
    [Fact]
    public async Task Every_input_gets_its_answer_and_is_told_of()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(25));

        Assert.Equal(Corpus.Inputs(25).Order(), results.Select(static result => result.Input).Order());
        Assert.All(results, static result => Assert.Equal(("re: " + result.Input, result.Input), (result.Response!.Text, result.Key)));
        Assert.Equal([5, 10, 10], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count).Order()); // made at the same time, in any order
        BatchRunProgress told = corpus.Progress;
        Assert.Equal((25L, 3, 3, 0L, 25L, 0L, 0L, 25L), (told.Inputs, told.Jobs, told.JobsEnded, told.Submitted, told.Answered, told.Failed, told.Repeated, told.Delivered));
        long prompt = results.Sum(static result => result.Response!.Usage!.PromptTokens);
        long completion = results.Sum(static result => result.Response!.Usage!.CompletionTokens);
        Assert.Equal((prompt + completion, (prompt + (2m * completion)) / 1_000_000m), (told.Tokens, told.SpentUsd));
        Assert.InRange(told.MostUsd!.Value, 25 * 16 * 2m / 1_000_000m, 1m);
        Assert.DoesNotContain(Directory.GetFiles(corpus.Journal + ".d"), static file => file.EndsWith(".jsonl", StringComparison.Ordinal)); // delivered, and gone
    }

    [Fact]
    public async Task Started_again_it_does_nothing_twice_and_takes_what_is_new()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        await corpus.RunAsync(Corpus.Inputs(15));
        Assert.Empty(await corpus.RunAsync(Corpus.Inputs(15)));
        List<BatchResult<string>> more = await corpus.RunAsync(Corpus.Inputs(18));
        Assert.Equal(["text 16", "text 17", "text 18"], more.Select(static result => result.Input).Order());
        Assert.Equal(18, corpus.TakenIn.Distinct().Count());
        Assert.Equal(18, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task Whoever_leaves_the_loop_gets_the_rest_the_next_time()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        List<string> seen = [];
        await foreach (BatchResult<string> result in client.Batches.RunAsync(Corpus.Inputs(25), static text => text, Corpus.Ask, corpus.Options))
        {
            seen.Add(result.Input);
            if (seen.Count == 7)
                break;
        }

        List<BatchResult<string>> rest = await corpus.RunAsync(Corpus.Inputs(25));
        Assert.Equal(19, rest.Count); // the seventh comes again: nobody asked for the one after it
        Assert.Equal(Corpus.Inputs(25).Order(), seen.Concat(rest.Select(static result => result.Input)).Distinct().Order());
        Assert.Equal(25, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task A_job_has_one_model_and_no_more_bytes_than_allowed()
    {
        await using Corpus corpus = await Corpus.StartAsync(o => o.Aliases["other"] = "tai-tiny");
        using TogetherClient client = corpus.Cloud.CreateClient();
        List<BatchResult<int>> results = await client.Batches.RunAsync(
            Enumerable.Range(0, 20),
            static i => $"{i}",
            static i => Corpus.Ask($"text {i}") with { Model = i % 2 == 0 ? "tai-tiny" : "other" },
            corpus.Options with { BytesPerJob = 1024, RequestsPerJob = 50_000 }).ToListAsync();
        Assert.Equal(20, results.Count(static result => result.Error is null));
        Assert.True(corpus.Cloud.Batches.Count >= 4);
        Assert.All((await client.Files.ListAsync()).Data.Where(static file => file.Filename.StartsWith("batch-run-", StringComparison.Ordinal)), static file => Assert.InRange(file.Bytes, 1, 1024));
        Assert.All(corpus.Cloud.Batches, static batch => Assert.Equal("COMPLETED", batch.Status)); // two models would have failed it
    }

    [Fact]
    public async Task The_clients_limit_on_tokens_applies()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        List<int?> limits = [];
        corpus.Cloud.Chat.Clear();
        corpus.Cloud.Chat.Always().Reply(request =>
        {
            lock (limits)
                limits.Add(request.MaxTokens);
            return "ok";
        });
        using TogetherClient client = corpus.Cloud.CreateClient(o => o.DefaultMaxTokens = 77);
        await client.Batches.RunAsync(["a"], static text => text, static text => Corpus.Ask(text) with { MaxTokens = null }, corpus.Options).ToListAsync();
        Assert.Equal([77], limits);
    }

    [Fact]
    public async Task What_may_cost_too_much_is_not_begun()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(() => corpus.RunAsync(Corpus.Inputs(25), corpus.Options with { MaxUsd = 0.0005m }));
        Assert.InRange(thrown.MostUsd!.Value, 0.0008m, 0.01m);
        Assert.Contains("25 requests", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["/v1/models"], corpus.Cloud.Requests.Select(static request => request.Path).Distinct());

        // A discount that somebody knows of makes it fit; the requests are on disk already.
        decimal factor = 0.0004m / thrown.MostUsd.Value;
        List<BatchResult<string>> results = await corpus.RunAsync(
            Corpus.Inputs(25), corpus.Options with { MaxUsd = 0.0005m, PriceFactors = new Dictionary<string, decimal> { ["tai-tiny"] = factor } });
        Assert.Equal(25, results.Count);
        Assert.Equal(0.0004m, decimal.Round(corpus.Progress.MostUsd!.Value, 6));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_answers_count_whichever_field_limits_them(bool byHand)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(() => client.Batches.RunAsync(
            ["a"],
            static text => text,
            text => byHand
                ? Corpus.Ask(text) with { MaxTokens = null, ExtraBody = new JsonObject { ["max_completion_tokens"] = 500_000 } }
                : Corpus.Ask(text) with { MaxTokens = 50_000, N = 10 },
            corpus.Options with { MaxUsd = 0.5m }).ToListAsync().AsTask());
        Assert.InRange(thrown.MostUsd!.Value, 1m, 1.01m); // 500,000 tokens at 2 USD a million
    }

    [Fact]
    public async Task A_discount_for_batches_is_none_for_what_may_go_by_itself()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        BatchRunOptions halved = corpus.Options with { MaxUsd = 0.0005m, PriceFactors = new Dictionary<string, decimal> { ["tai-tiny"] = 0.1m }, Fallback = BatchFallback.Serverless };
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(() => corpus.RunAsync(Corpus.Inputs(25), halved));
        Assert.InRange(thrown.MostUsd!.Value, 0.0008m, 0.01m);
        Assert.Equal(25, (await corpus.RunAsync(Corpus.Inputs(25), halved with { Fallback = BatchFallback.Report })).Count);
    }

    [Fact]
    public async Task Results_of_inputs_that_are_not_given_again_are_kept_and_not_thrown_away()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        BatchRunOptions options = corpus.Options with { RequestsPerJob = 30 };
        using (TogetherClient client = corpus.Cloud.CreateClient())
        {
            await foreach (BatchResult<string> first in client.Batches.RunAsync(Corpus.Inputs(25), static text => text, Corpus.Ask, options))
                break; // asked for no other: none has arrived
        }

        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => corpus.RunAsync(Corpus.Inputs(20), options));
        Assert.Contains("was not given", thrown.Message, StringComparison.Ordinal);
        long delivered = BatchRunStatus.Read(corpus.Journal).Delivered;
        Assert.Equal(25 - delivered, (await corpus.RunAsync(Corpus.Inputs(25), options)).Count);
        Assert.Equal(25, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task A_folder_that_outlived_its_journal_is_not_believed()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Directory.CreateDirectory(corpus.Journal + ".d");
        string requests = Path.Combine(corpus.Journal + ".d", "00009-requests-0.jsonl");
        await File.WriteAllTextAsync(requests, "of another run");
        Assert.Equal(3, (await corpus.RunAsync(Corpus.Inputs(3))).Count);
        Assert.False(File.Exists(requests));
    }

    [Fact]
    public async Task A_model_without_a_price_has_no_ceiling()
    {
        await using Corpus corpus = await Corpus.StartAsync(o => o.Aliases["unpriced"] = "tai-tiny");
        using TogetherClient client = corpus.Cloud.CreateClient();
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(() => client.Batches.RunAsync(
            ["a"], static text => text, static text => Corpus.Ask(text) with { Model = "unpriced" }, corpus.Options with { MaxUsd = 1m }).ToListAsync().AsTask());
        Assert.Null(thrown.MostUsd);
        Assert.Contains("unpriced", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_come_twice_are_refused_and_nothing_is_sent()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => corpus.RunAsync(["a", "b", "c", "b"]));
        Assert.StartsWith("Input 4 has a key that another input has too", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(corpus.Cloud.Requests);
        Assert.Equal(3, (await corpus.RunAsync(["a", "b", "c"])).Count);
    }

    [Fact]
    public async Task Two_runs_on_one_journal_are_refused()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await using IAsyncEnumerator<BatchResult<string>> first = client.Batches.RunAsync(Corpus.Inputs(3), static text => text, Corpus.Ask, corpus.Options).GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        TogetherJournalException thrown = await Assert.ThrowsAsync<TogetherJournalException>(() => corpus.RunAsync(Corpus.Inputs(3)));
        Assert.Equal((JournalFault.InUse, Environment.ProcessId), (thrown.Fault, thrown.HolderProcessId!.Value));
    }

    [Fact]
    public async Task Parts_of_a_run_do_all_of_it_together()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        List<string> done = [];
        for (int part = 1; part <= 3; part++)
        {
            List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(60), corpus.Options with { Journal = corpus.Journal + part, Part = (part, 3) });
            Assert.InRange(results.Count, 8, 40);
            done.AddRange(results.Select(static result => result.Input));
        }

        Assert.Equal(Corpus.Inputs(60).Order(), done.Order());
        foreach ((int, int) other in new[] { (1, 1), (2, 3), (1, 6) })
        {
            ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => corpus.RunAsync(Corpus.Inputs(60), corpus.Options with { Journal = corpus.Journal + 1, Part = other }));
            Assert.Contains($"is of part 1 of 3 of a run, and this is part {other.Item1} of {other.Item2}.", thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_out_of_bounds_are_named_at_once()
    {
        using TogetherClient client = new(new TogetherClientOptions { ApiKey = "k" });
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => client.Batches.RunAsync(
            ["a"], static text => text, Corpus.Ask, new BatchRunOptions { Journal = " ", MaxUsd = 0, Attempts = 0, Part = (2, 1), RequestsPerJob = 50_001 }));
        foreach (string name in new[] { "Journal", "MaxUsd", "Attempts", "Part", "RequestsPerJob" })
            Assert.Contains(name + " ", thrown.Message, StringComparison.Ordinal);
    }
}
