namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>The bad days of a run: nothing is lost, and nothing is done twice that the service lets us know of.</summary>
public class BatchRunFaultTests
{
    public static TheoryData<string> JobFaults => ["fail", "expire", "lose output", "fail requests", "repeat", "stray", "garble", "lose"];

    [Theory]
    [MemberData(nameof(JobFaults))]
    public async Task What_a_job_leaves_open_the_next_one_does(string fault)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Put(corpus.Cloud.Batches.OnNext(), fault);
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(8));
        Assert.Equal(Corpus.Inputs(8).Order(), results.Select(static result => result.Input).Order());
        Assert.All(results, static result => Assert.Equal("re: " + result.Input, result.Response?.Text));
        int open = fault switch { "expire" => 4, "repeat" or "stray" => 0, "garble" or "lose" => 1, _ => 8 };
        Assert.Equal(open, corpus.Progress.Repeated);
        Assert.Equal(open == 0 ? [8] : [8, open], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
    }

    [Theory]
    [InlineData("fail", "batch_failed")]
    [InlineData("lose output", "not_answered")]
    [InlineData("fail requests", "internal_error")]
    public async Task What_fails_each_time_is_reported(string fault, string code)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Put(corpus.Cloud.Batches.OnNext(2), fault);
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(4), corpus.Options with { Attempts = 2 });
        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Equal((code, true), (result.Error!.Code, result.Response is null)));
        Assert.Equal(2, corpus.Cloud.Batches.Count);
        Assert.Equal((0L, 4L, 4L), (corpus.Progress.Answered, corpus.Progress.Failed, corpus.Progress.Delivered));
    }

    [Fact]
    public async Task What_the_service_will_not_do_is_not_asked_again()
    {
        await using Corpus corpus = await Corpus.StartAsync(o => o.Batches.FailedRequestsInOutput = true);
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 2").Respond(400, message: "no");
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 3").Times(1).Respond(503, message: "busy");
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(4));
        Assert.Equal("no", results.Single(static result => result.Input == "text 2").Error!.Message);
        Assert.Equal("re: text 3", results.Single(static result => result.Input == "text 3").Response!.Text);
        Assert.Equal([4, 1], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
    }

    [Fact]
    public async Task The_few_that_are_left_can_be_sent_by_themselves()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText is "text 2" or "text 3").Respond(500, message: "broken");
        BatchRunOptions options = corpus.Options with { Attempts = 1, Fallback = BatchFallback.Serverless, FallbackLimit = 2 };
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(5), options);
        Assert.All(results, static result => Assert.Equal("re: " + result.Input, result.Response?.Text));
        Assert.Equal(["text 2", "text 3"], corpus.Cloud.Requests.Where(static request => request.Path == "/v1/chat/completions").Select(static request => request.LastUserText).Order());

        // More than that would be a corpus at serverless prices.
        List<BatchResult<string>> many = await corpus.RunAsync(Corpus.Inputs(5), options with { Journal = corpus.Journal + "2", FallbackLimit = 1 });
        Assert.Equal(2, many.Count(static result => result.Error?.Message == "broken"));
    }

    [Fact]
    public async Task Those_of_several_jobs_that_go_by_themselves_share_one_line()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Batches.OnNext(4).FailRequests("overloaded");
        VirtualTimeProvider time = (VirtualTimeProvider)corpus.TimeProvider;
        TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int now = 0, most = 0;
        using TogetherClient client = new(corpus.ClientOptions, new CountingHandler(corpus.Cloud.CreateHandler(), "/v1/chat/completions", CountAsync));
        BatchRunOptions options = corpus.Options with { Attempts = 1, Fallback = BatchFallback.Serverless, RequestsAtATime = 2 };
        Assert.Equal(40, (await corpus.RunAsync(Corpus.Inputs(40), options, client)).Count(static result => result.Error is null));
        Assert.Equal(2, most);

        // The first waits for the second, and the clock with it: else it would be chance whether any two of them meet.
        async Task CountAsync(int change)
        {
            lock (met)
            {
                now += change;
                most = Math.Max(most, now);
                if (now == 2)
                    met.TrySetResult();
            }

            time.BeginServing();
            try
            {
                await met.Task.WaitAsync(Hosts.Patience);
            }
            finally
            {
                time.EndServing();
            }
        }
    }

    [Theory]
    [InlineData("upload")]
    [InlineData("create")]
    public async Task An_answer_that_gets_lost_costs_nothing_twice(string where)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        (where == "upload" ? corpus.Cloud.Faults.OnFiles() : corpus.Cloud.Faults.OnBatches()).Times(1).CutAfter(0);
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(5));
        Assert.Equal(5, results.Count(static result => result.Error is null));
        Assert.Single(corpus.Cloud.Batches);
        using TogetherClient client = corpus.Cloud.CreateClient();
        Assert.Single((await client.Files.ListAsync()).Data, static file => file.Filename.StartsWith("batch-run-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_is_away_for_a_while_is_waited_for()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Faults.OnBatches().When(static request => request.Method == "GET").Times(9).Respond(503);
        corpus.Cloud.Faults.OnFiles().Times(4).Respond(502);
        corpus.Cloud.Faults.OnFileContent().Times(9).CutAfter(0);
        Assert.Equal(5, (await corpus.RunAsync(Corpus.Inputs(5))).Count(static result => result.Error is null));
        Assert.Equal(5, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task Trouble_now_and_then_over_days_is_no_trouble()
    {
        await using Corpus corpus = await Corpus.StartAsync(static o => o.Batches.TimePerRequest = TimeSpan.FromHours(1));
        int looks = 0;
        using TogetherClient client = Stumbling(corpus, () => ++looks % 3 == 0);
        Assert.Equal(10, (await corpus.RunAsync(Corpus.Inputs(10), client: client)).Count(static result => result.Error is null));
        Assert.InRange(looks, 500, 2000);
        Assert.Single(corpus.Cloud.Batches);
    }

    [Fact]
    public async Task A_deadline_holds_through_trouble()
    {
        await using Corpus corpus = await Corpus.StartAsync(static o => o.Batches.TimePerRequest = TimeSpan.FromHours(1));
        DateTimeOffset start = corpus.TimeProvider.GetUtcNow();
        int looks = 0;
        using TogetherClient client = Stumbling(corpus, () => ++looks % 3 == 0);
        BatchRunOptions options = corpus.Options with { Wait = new WaitOptions { Deadline = TimeSpan.FromHours(2) } };
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => corpus.RunAsync(Corpus.Inputs(10), options, client));
        Assert.Equal(TimeoutKind.Wait, thrown.Kind);
        Assert.InRange(corpus.TimeProvider.GetUtcNow() - start, TimeSpan.FromHours(2), TimeSpan.FromHours(2.2));
        Assert.Equal(10, (await corpus.RunAsync(Corpus.Inputs(10))).Count(static result => result.Error is null));
        Assert.Single(corpus.Cloud.Batches);
    }

    /// <summary>Tells when a request to a path begins and when it ends.</summary>
    private sealed class CountingHandler(HttpMessageHandler inner, string path, Func<int, Task> change) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath != path)
                return await base.SendAsync(request, cancellationToken);
            await change(1);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                await change(-1);
            }
        }
    }

    /// <summary>A client that tries nothing twice, and whose looks at jobs fail now and then.</summary>
    private static TogetherClient Stumbling(Corpus corpus, Func<bool> fails)
    {
        TogetherClientOptions options = corpus.ClientOptions;
        options.Retry.MaxRetries = 0;
        return new TogetherClient(options, new BetweenHandler(corpus.Cloud.CreateHandler(), (request, _) => Task.FromResult(
            request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.StartsWith("/v1/batches/", StringComparison.Ordinal) && fails()
                ? BetweenHandler.Answer(System.Net.HttpStatusCode.ServiceUnavailable, "{}")
                : null)));
    }

    [Fact]
    public async Task A_service_that_stays_away_ends_the_run_and_the_next_one_goes_on()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        Fault away = corpus.Cloud.Faults.OnFiles().Respond(502);
        await Assert.ThrowsAnyAsync<TogetherException>(() => corpus.RunAsync(Corpus.Inputs(25)));
        corpus.Cloud.Faults.Clear();
        Assert.Equal(25, (await corpus.RunAsync(Corpus.Inputs(25))).Count(static result => result.Error is null));
        Assert.Equal(25, corpus.TakenIn.Count);
    }

    private static void Put(BatchFaultBuilder builder, string fault)
    {
        switch (fault)
        {
            case "fail":
                builder.Fail("The model is not available for batches.");
                break;
            case "expire":
                builder.Expire(0.5);
                break;
            case "lose output":
                builder.LoseOutput();
                break;
            case "fail requests":
                builder.FailRequests("overloaded");
                break;
            case "repeat":
                builder.RepeatAnswer();
                break;
            case "stray":
                builder.StrayAnswer();
                break;
            case "garble":
                builder.GarbleAnswer();
                break;
            case "lose":
                builder.LoseAnswer();
                break;
        }
    }
}
