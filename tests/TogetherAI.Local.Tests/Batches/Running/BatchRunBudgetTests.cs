namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>The ceiling in money while a run goes: what it may cost to repeat, what may have been paid for in vain, what nobody limits.</summary>
public class BatchRunBudgetTests
{
    [Fact]
    public async Task A_job_that_repeats_what_may_have_been_paid_for_is_held_against_the_limit()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        decimal most = await MostAsync(corpus, 25);
        BatchRunOptions tight = corpus.Options with { MaxUsd = most, JobsAtATime = 1 };
        corpus.Cloud.Batches.OnNext().LoseOutput(); // answered, for all that anybody knows
        List<BatchResult<string>> seen = [];
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(async () =>
        {
            using TogetherClient client = corpus.Cloud.CreateClient();
            await foreach (BatchResult<string> result in client.Batches.RunAsync(Corpus.Inputs(25), static text => text, Corpus.Ask, tight))
                seen.Add(result);
        });
        Assert.True(thrown.IsBegun);
        Assert.InRange(thrown.MostUsd!.Value, most * 1.3m, most * 1.5m);
        Assert.Contains("nothing is lost: raise MaxUsd", thrown.Message, StringComparison.Ordinal);
        Assert.Single(corpus.Cloud.Batches);
        Assert.Empty(seen);

        // A little more of it is enough: what was answered costs less than it might have.
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(25), tight with { MaxUsd = most * 2 });
        Assert.Equal(25, results.Count(static result => result.Error is null));
        Assert.Equal(25 + 10, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task What_failed_for_nothing_leaves_its_money_to_be_asked_again()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        decimal most = await MostAsync(corpus, 25);
        corpus.Cloud.Batches.OnNext(2).Fail("no capacity");
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(25), corpus.Options with { MaxUsd = most });
        Assert.Equal(25, results.Count(static result => result.Error is null));
    }

    [Fact]
    public async Task What_would_go_by_itself_is_held_against_it_too()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        decimal most = await MostAsync(corpus, 1);
        BatchRunOptions options = corpus.Options with { MaxUsd = most * 1.5m, Attempts = 1, Fallback = BatchFallback.Serverless };
        corpus.Cloud.Batches.OnNext().LoseAnswer();
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(() => corpus.RunAsync(Corpus.Inputs(1), options));
        Assert.Equal(most * 2, thrown.MostUsd);
        Assert.DoesNotContain(corpus.Cloud.Requests, static request => request.Path == "/v1/chat/completions");
        Assert.Equal("re: text 1", Assert.Single(await corpus.RunAsync(Corpus.Inputs(1), options with { MaxUsd = most * 2 })).Response!.Text);
    }

    [Fact]
    public async Task Later_lives_count_what_was_spent_and_not_what_might_have_been()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        decimal most = await MostAsync(corpus, 25);
        BatchRunOptions options = corpus.Options with { MaxUsd = most };
        await corpus.RunAsync(Corpus.Inputs(25), options);
        decimal spent = corpus.Progress.SpentUsd!.Value;
        Assert.True(spent < most * 0.9m);
        Assert.Equal(2, (await corpus.RunAsync(Corpus.Inputs(27), options)).Count);
        Assert.InRange(corpus.Progress.MostUsd!.Value, spent, spent + (most / 10));
    }

    [Fact]
    public async Task An_answer_that_does_not_tell_what_it_used_counts_as_all_it_might_have()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        decimal most = await MostAsync(corpus, 1);
        BatchRunOptions options = corpus.Options with { MaxUsd = most * 1.5m };
        using TogetherClient client = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), static async (request, service) =>
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith("/content", StringComparison.Ordinal))
                return null;
            using HttpRequestMessage same = new(HttpMethod.Get, request.RequestUri);
            using HttpResponseMessage answer = await service.SendAsync(same, CancellationToken.None);
            string lines = await answer.Content.ReadAsStringAsync();
            return BetweenHandler.Answer(System.Net.HttpStatusCode.OK, lines.Replace("\"usage\"", "\"not_used\"", StringComparison.Ordinal));
        }));
        Assert.Equal("re: text 1", Assert.Single(await corpus.RunAsync(Corpus.Inputs(1), options, client)).Response!.Text);
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(() => corpus.RunAsync(Corpus.Inputs(2), options));
        Assert.Equal((most * 2, true), (thrown.MostUsd, thrown.IsBegun));
    }

    [Fact]
    public async Task Requests_without_a_limit_are_counted_and_told_of()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        BatchRunOptions options = corpus.Options with { MaxUsd = 0.01m };
        Func<string, ChatRequest> ask = static text => text == "text 3" ? Corpus.Ask(text) : Corpus.Ask(text) with { MaxTokens = null };
        BatchBudgetException thrown = await Assert.ThrowsAsync<BatchBudgetException>(
            () => client.Batches.RunAsync(Corpus.Inputs(4), static text => text, ask, options).ToListAsync().AsTask());
        Assert.Equal((3L, false), (thrown.UnlimitedRequests, thrown.IsBegun));
        Assert.InRange(thrown.MostUsd!.Value, 3 * 2048 * 2m / 1_000_000m, (3 * 2048 * 2m / 1_000_000m) + 0.001m);
        Assert.Contains("3 of them put no limit on their answer, and are counted with 2048 tokens each.", thrown.Message, StringComparison.Ordinal);
        await client.Batches.RunAsync(Corpus.Inputs(4), static text => text, ask, options with { MaxUsd = 1m }).ToListAsync();
        Assert.Equal(3, corpus.Progress.UnlimitedRequests);
    }

    /// <summary>What such a run may cost, by its own estimate.</summary>
    private static async Task<decimal> MostAsync(Corpus corpus, int count) => (await Assert.ThrowsAsync<BatchBudgetException>(
        () => corpus.RunAsync(Corpus.Inputs(count), corpus.Options with { Journal = corpus.Journal + ".estimate", MaxUsd = 0.0000001m }))).MostUsd!.Value;
}
