namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>A job that somebody cancels while a run waits for it, or while none does.</summary>
public class BatchRunCancelledTests
{
    [Theory]
    [InlineData(4, 3)]
    [InlineData(1, 1)]
    public async Task It_is_a_wish_what_is_under_way_comes_home_and_the_next_life_sends_the_rest(int jobsAtATime, int made)
    {
        await using Corpus corpus = await StartAsync();
        BatchRunOptions options = corpus.Options with { JobsAtATime = jobsAtATime };
        using TogetherClient client = new(corpus.ClientOptions, Cancelling(corpus, made));
        List<BatchResult<string>> seen = [];
        BatchJobCancelledException thrown = await Assert.ThrowsAsync<BatchJobCancelledException>(async () =>
        {
            await foreach (BatchResult<string> result in client.Batches.RunAsync(Corpus.Inputs(25), static text => text, Corpus.Ask, options))
                seen.Add(result);
        });
        Assert.Equal(made, corpus.Cloud.Batches.Count);
        LocalBatch cancelled = corpus.Cloud.Batches.Single(static batch => batch.Status == "CANCELLED");
        Assert.Equal(cancelled.Id, thrown.JobId);
        Assert.InRange(thrown.OpenRequests, 1, 9); // some were answered before it
        Assert.Contains(cancelled.Id, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("start the run again with the same journal", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(corpus.Cloud.Batches.Where(static batch => batch.Status == "COMPLETED").Sum(static batch => batch.CustomIds.Count), seen.Count);

        int before = corpus.TakenIn.Count;
        List<BatchResult<string>> rest = await corpus.RunAsync(Corpus.Inputs(25), options);
        Assert.Equal(Corpus.Inputs(25).Order(), seen.Concat(rest).Select(static result => result.Input).Order());
        Assert.All(rest, static result => Assert.Equal("re: " + result.Input, result.Response?.Text));
        int neverSent = 25 - before;
        Assert.Equal(thrown.OpenRequests + neverSent, corpus.TakenIn.Count - before);
    }

    [Fact]
    public async Task One_that_was_cancelled_while_no_run_lived_is_no_reason_to_stop_and_takes_no_attempt()
    {
        await using Corpus corpus = await StartAsync();
        BatchRunOptions options = corpus.Options with { Attempts = 1 };
        using CancellationTokenSource end = new();
        using TogetherClient first = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), async (request, _) =>
        {
            if (IsLook(request))
                await end.CancelAsync();
            return null;
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Batches.RunAsync(Corpus.Inputs(5), static text => text, Corpus.Ask, options, end.Token).ToListAsync().AsTask());
        using TogetherClient person = corpus.Cloud.CreateClient();
        await person.Batches.CancelAsync(corpus.Cloud.Batches.Single().Id);

        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(5), options);
        Assert.Equal(5, results.Count(static result => result.Error is null));
        Assert.Equal(["CANCELLED", "COMPLETED"], corpus.Cloud.Batches.Select(static batch => batch.Status));
    }

    [Fact]
    public async Task A_job_under_way_beside_it_that_fails_is_not_repeated_before_the_next_life()
    {
        await using Corpus corpus = await StartAsync();
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText is "text 2" or "text 12").Times(2).Respond(500);
        using TogetherClient client = new(corpus.ClientOptions, Cancelling(corpus, made: 2));
        await Assert.ThrowsAsync<BatchJobCancelledException>(() => client.Batches.RunAsync(Corpus.Inputs(20), static text => text, Corpus.Ask, corpus.Options).ToListAsync().AsTask());
        Assert.Equal(2, corpus.Cloud.Batches.Count);
        Assert.Equal(2, (await client.Files.ListAsync()).Data.Count(static file => file.Filename.StartsWith("batch-run-", StringComparison.Ordinal)));
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(20));
        Assert.Equal(20, results.Count(static result => result.Error is null)); // neither of the two was finished
        Assert.Equal(4, corpus.Cloud.Batches.Count);
    }

    [Fact]
    public async Task What_is_left_of_it_does_not_go_by_itself_either()
    {
        await using Corpus corpus = await StartAsync();
        BatchRunOptions options = corpus.Options with { Attempts = 1, Fallback = BatchFallback.Serverless };
        using TogetherClient client = new(corpus.ClientOptions, Cancelling(corpus, made: 1));
        await Assert.ThrowsAsync<BatchJobCancelledException>(() => client.Batches.RunAsync(Corpus.Inputs(5), static text => text, Corpus.Ask, options).ToListAsync().AsTask());
        Assert.DoesNotContain(corpus.Cloud.Requests, static request => request.Path == "/v1/chat/completions");
        Assert.Equal(5, (await corpus.RunAsync(Corpus.Inputs(5), options)).Count(static result => result.Error is null));
    }

    // A job of ten takes twenty hours and is looked at every minute: long enough for those beside it to be made, however busy this machine is.
    private static Task<Corpus> StartAsync() => Corpus.StartAsync(static o => o.Batches.TimePerRequest = TimeSpan.FromHours(2));

    private static bool IsLook(HttpRequestMessage request) => request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.StartsWith("/v1/batches/", StringComparison.Ordinal);

    /// <summary>A person cancels a job after some hours, when so many have been made.</summary>
    private static BetweenHandler Cancelling(Corpus corpus, int made)
    {
        DateTimeOffset start = corpus.TimeProvider.GetUtcNow();
        Lock gate = new();
        string? chosen = null;
        bool isDone = false;
        return new BetweenHandler(corpus.Cloud.CreateHandler(), async (request, service) =>
        {
            if (!IsLook(request))
                return null;
            lock (gate)
            {
                chosen ??= request.RequestUri!.AbsolutePath;
                bool strikes = !isDone && request.RequestUri!.AbsolutePath == chosen && corpus.Cloud.Batches.Count == made
                    && corpus.TimeProvider.GetUtcNow() - start > TimeSpan.FromHours(5);
                if (!strikes)
                    return null;
                isDone = true;
            }

            using HttpRequestMessage cancel = new(HttpMethod.Post, request.RequestUri + "/cancel");
            using HttpResponseMessage cancelled = await service.SendAsync(cancel, CancellationToken.None);
            Assert.True(cancelled.IsSuccessStatusCode);
            return null;
        });
    }
}
