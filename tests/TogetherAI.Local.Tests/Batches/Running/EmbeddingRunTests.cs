using System.Collections.Concurrent;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Texts to vectors under the journal of a run: no batches, every request by itself.</summary>
public class EmbeddingRunTests
{
    private const string Path = "/v1/embeddings";

    [Fact]
    public async Task Every_input_gets_the_vector_of_its_text_and_no_batch_is_made()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        List<BatchResult<string, EmbeddingResponse>> results = await RunAsync(client, corpus, 25, corpus.Options);
        Assert.Equal(Corpus.Inputs(25).Order(), results.Select(static result => result.Key).Order());
        foreach (BatchResult<string, EmbeddingResponse> result in results.Take(3))
        {
            EmbeddingResponse alone = await client.Embeddings.CreateAsync(Embed(result.Input));
            Assert.Equal(alone.Data[0].Vector.ToArray(), result.Response!.Data[0].Vector.ToArray());
        }

        Assert.Empty(corpus.Cloud.Batches);
        Assert.Empty((await client.Files.ListAsync()).Data);
        Assert.Equal((25L, 25L, 3, 3, 0L), (corpus.Progress.Answered, corpus.Progress.Delivered, corpus.Progress.Jobs, corpus.Progress.JobsEnded, corpus.Progress.Submitted));
        Assert.Equal(["alive", "ids", "ids", "ids"], Directory.GetFiles(corpus.Journal + ".d").Select(static file => file.Split('-', '/', '\\')[^1]).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ended_at_any_request_it_goes_on_and_pays_for_none_twice_whose_answer_it_had(bool served)
    {
        for (int death = 1; ; death++)
        {
            await using Corpus corpus = await Corpus.StartAsync();
            using MortalHandler handler = new(corpus.Cloud.CreateHandler(), death, served);
            using TogetherClient client = corpus.MortalClient(handler);
            List<string> seen = [];
            BatchRunOptions options = corpus.Options with { RequestsPerJob = 4, RequestsAtATime = 1 };
            try
            {
                await foreach (BatchResult<string, EmbeddingResponse> result in client.Batches.RunEmbeddingsAsync(Inputs(9), Embed, options, handler.Dead.Token))
                    seen.Add(result.Input);
            }
            catch (OperationCanceledException)
            {
                Assert.True(handler.IsDead);
            }

            using TogetherClient next = corpus.Cloud.CreateClient();
            seen.AddRange((await RunAsync(next, corpus, 9, options)).Select(static result => result.Input));
            Assert.Equal(Corpus.Inputs(9).Order(), seen.Distinct().Order());
            int asked = corpus.Cloud.Requests.Count(static request => request.Path == Path);
            Assert.InRange(asked, 9, served && handler.IsDead ? 10 : 9); // the one that was on its way
            if (!handler.IsDead)
                break;
            Assert.InRange(death, 1, 50);
        }
    }

    [Fact]
    public async Task What_the_service_refuses_is_a_result_and_what_it_fails_at_is_asked_again()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Faults.OnEmbeddings().When(static request => request.Body.Contains("text 2", StringComparison.Ordinal)).Respond(400, message: "no such text");
        corpus.Cloud.Faults.OnEmbeddings().When(static request => request.Body.Contains("text 3", StringComparison.Ordinal)).Times(9).Respond(503);
        List<BatchResult<string, EmbeddingResponse>> results = await RunAsync(client, corpus, 5, corpus.Options);
        Assert.Equal((4, 1L), (results.Count(static result => result.Error is null), corpus.Progress.Failed));
        Assert.Contains("no such text", results.Single(static result => result.Input == "text 2").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_ends_the_run_does_not_throw_away_those_on_their_way()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        BatchRunOptions options = corpus.Options with { RequestsAtATime = 2 };
        TaskCompletionSource isUnderWay = new(), isRefused = new();
        using TogetherClient poor = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), async (request, _) =>
        {
            if (request.RequestUri!.AbsolutePath != Path)
                return null;
            if ((await request.Content!.ReadAsStringAsync()).Contains("text 1", StringComparison.Ordinal))
            {
                await isUnderWay.Task;
                isRefused.SetResult();
                return BetweenHandler.Answer(System.Net.HttpStatusCode.PaymentRequired, """{"error":{"message":"no money left","type":"credit_limit"}}""");
            }

            isUnderWay.TrySetResult();
            await isRefused.Task;
            for (int i = 0; i < 1000; i++)
                await Task.Yield(); // the refusal arrives first
            return null;
        }));
        await Assert.ThrowsAnyAsync<TogetherException>(() => RunAsync(poor, corpus, 9, options));
        Assert.Equal(1, corpus.Cloud.Requests.Count(static request => request.Path == Path)); // and no other was begun

        using TogetherClient rich = corpus.Cloud.CreateClient();
        Assert.Equal(9, (await RunAsync(rich, corpus, 9, options)).Count);
        Assert.Equal(9, corpus.Cloud.Requests.Count(static request => request.Path == Path));
    }

    [Fact]
    public async Task An_answer_without_the_vectors_is_a_failure_of_its_key()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), static async (request, _) =>
            request.RequestUri!.AbsolutePath == Path && (await request.Content!.ReadAsStringAsync()).Contains("text 2", StringComparison.Ordinal)
                ? BetweenHandler.Answer(System.Net.HttpStatusCode.OK, """{"object":"list","model":"tai-tiny","data":[]}""")
                : null));
        List<BatchResult<string, EmbeddingResponse>> results = await RunAsync(client, corpus, 3, corpus.Options);
        BatchResult<string, EmbeddingResponse> failed = Assert.Single(results, static result => result.Error is not null);
        Assert.Equal(("text 2", "The service was asked for the vectors of 1 texts, and answered with 0."), (failed.Key, failed.Error!.Message));
        Assert.All(results.Where(static result => result.Error is null), static result => Assert.Single(result.Response!.Data));
    }

    [Fact]
    public async Task A_text_that_is_about_nothing_the_service_knows_fails_alone()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        corpus.Cloud.Faults.OnEmbeddings().When(static request => request.Body.Contains("text 2", StringComparison.Ordinal)).Respond(404, message: "nothing here");
        List<BatchResult<string, EmbeddingResponse>> results = await RunAsync(client, corpus, 5, corpus.Options);
        Assert.Contains("nothing here", Assert.Single(results, static result => result.Error is not null).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_would_do_nothing_are_named()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(client, corpus, 1, corpus.Options with
        {
            JobsAtATime = 2,
            MaxEnqueuedTokens = 5,
            Attempts = 2,
            Fallback = BatchFallback.Serverless,
            FallbackLimit = 5,
            Wait = new WaitOptions(),
            PriceFactors = new Dictionary<string, decimal> { ["tai-tiny"] = 0.5m },
            CountTokens = static _ => 1,
        }));
        Assert.StartsWith("BatchRunOptions: JobsAtATime, MaxEnqueuedTokens, Attempts, Fallback, FallbackLimit, Wait, PriceFactors, CountTokens would have no effect in a run over /v1/embeddings", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("CountEmbeddingTokens would have no effect in a run over /v1/chat/completions. Leave it out.", (await Assert.ThrowsAsync<ArgumentException>(
            () => corpus.RunAsync(["a"], corpus.Options with { CountEmbeddingTokens = static _ => 1 }))).Message, StringComparison.Ordinal);
        Assert.Empty(corpus.Cloud.Requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    public async Task What_would_befall_every_request_ends_the_run_and_the_next_one_goes_on(int status)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        Fault fault = corpus.Cloud.Faults.OnEmbeddings().When(static request => request.Body.Contains("text 7", StringComparison.Ordinal)).Respond(status);
        await Assert.ThrowsAnyAsync<TogetherException>(() => RunAsync(client, corpus, 9, corpus.Options with { RequestsAtATime = 1 }));
        int before = corpus.Cloud.Requests.Count(static request => request.Path == Path);
        corpus.Cloud.Faults.Clear();
        Assert.Equal(9, (await RunAsync(client, corpus, 9, corpus.Options)).Count(static result => result.Error is null));
        Assert.Equal(before + 3, corpus.Cloud.Requests.Count(static request => request.Path == Path)); // 7, 8, 9
    }

    [Fact]
    public async Task It_keeps_the_pace_that_the_service_tells()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        ConcurrentQueue<DateTimeOffset> times = [];
        using TogetherClient client = new(corpus.ClientOptions, new RateHandler(corpus.Cloud.CreateHandler(), corpus.TimeProvider, times));
        await RunAsync(client, corpus, 20, corpus.Options with { RequestsAtATime = 4 });
        DateTimeOffset[] asked = [.. times.Order()];
        Assert.Equal(20, asked.Length);

        // Two a second; what set out before the first answers told of it goes unpaced.
        Assert.InRange((asked[^1] - asked[0]).TotalSeconds, 5, 30);
    }

    [Fact]
    public async Task A_journal_of_conversations_takes_no_embeddings()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient client = corpus.Cloud.CreateClient();
        await corpus.RunAsync(Corpus.Inputs(2));
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(client, corpus, 2, corpus.Options));
        Assert.Contains("is of a run over /v1/chat/completions, and this one is over /v1/embeddings.", thrown.Message, StringComparison.Ordinal);
    }

    private static Task<List<BatchResult<string, EmbeddingResponse>>> RunAsync(TogetherClient client, Corpus corpus, int count, BatchRunOptions options) =>
        client.Batches.RunEmbeddingsAsync(Inputs(count), Embed, options).ToListAsync().AsTask();

    private static BatchInputs<string> Inputs(int count) => BatchInputs.From(Corpus.Inputs(count), static text => text);

    private static EmbeddingRequest Embed(string text) => new() { Model = "tai-tiny", Input = text };

    /// <summary>Says with every answer that two requests a second are allowed, and notes when each came.</summary>
    private sealed class RateHandler(HttpMessageHandler inner, TimeProvider time, ConcurrentQueue<DateTimeOffset> times) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == Path)
                times.Enqueue(time.GetUtcNow());
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            response.Headers.Add("x-ratelimit-limit", "2");
            return response;
        }
    }
}
