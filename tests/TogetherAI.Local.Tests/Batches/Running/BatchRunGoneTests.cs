using System.Net;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Things that a service does not know any more: a job, its results, a file, a single request's model. None of them ends every life of a run.</summary>
public class BatchRunGoneTests
{
    [Fact]
    public async Task A_job_that_is_gone_is_made_again()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        List<BatchResult<string>> results = await RunAsync(corpus, 5, corpus.Options, static path => path is "GET /v1/batches/batch-00000001", hidesList: true);
        Assert.Equal(5, results.Count(static result => result.Error is null));
        Assert.Equal([5, 5], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
        Assert.Equal(5, corpus.Progress.Repeated);
    }

    [Fact]
    public async Task A_job_that_is_gone_each_time_is_reported_with_the_reason()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        List<BatchResult<string>> results = await RunAsync(
            corpus, 5, corpus.Options with { Attempts = 2 }, static path => path.StartsWith("GET /v1/batches/", StringComparison.Ordinal), hidesList: true);
        Assert.Equal(2, corpus.Cloud.Batches.Count);
        Assert.All(results, static result => Assert.Equal("job_gone", result.Error?.Code));
        Assert.Contains("does not know the batch batch-00000002 any more", results[0].Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)] // it stumbles
    [InlineData(1000)] // it does not know it by itself, and lists it
    public async Task A_job_that_only_seems_to_be_gone_is_not_made_twice(int times)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        int seen = 0;
        List<BatchResult<string>> results = await RunAsync(
            corpus, 5, corpus.Options, path => path.StartsWith("GET /v1/batches/", StringComparison.Ordinal) && Interlocked.Increment(ref seen) <= times, hidesList: false);
        Assert.Equal((5, 1), (results.Count(static result => result.Error is null), corpus.Cloud.Batches.Count));
    }

    [Fact]
    public async Task Results_that_are_gone_are_asked_for_again()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient person = corpus.Cloud.CreateClient();
        List<BatchResult<string>> results = await RunAsync(corpus, 5, corpus.Options, path => IsOutput(person, path, "batch-00000001"), hidesList: false);
        Assert.Equal(5, results.Count(static result => result.Error is null));
        Assert.Equal([5, 5], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
    }

    [Fact]
    public async Task Where_one_of_two_files_is_gone_the_other_is_read()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using TogetherClient person = corpus.Cloud.CreateClient();
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 2").Respond(400, message: "not that");
        List<BatchResult<string>> results = await RunAsync(corpus, 3, corpus.Options with { Attempts = 1 }, path => IsOutput(person, path, "batch-00000001"), hidesList: false);
        Assert.Equal("not that", results.Single(static result => result.Input == "text 2").Error!.Message);
        foreach (BatchResult<string> lost in results.Where(static result => result.Input != "text 2"))
        {
            Assert.Equal("results_gone", lost.Error!.Code);
            Assert.Contains("ended as COMPLETED, and ", lost.Error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_lost_of_a_first_job_when_a_second_is_under_way_already_is_asked_again_too()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText == "text 2").Times(1).Respond(500);
        int jobs = 0;
        using TogetherClient poor = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), (request, _) => Task.FromResult(
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == "/v1/batches" && ++jobs == 2 ? BetweenHandler.Answer(HttpStatusCode.PaymentRequired, """{"error":"no money left"}""") : null)));
        await Assert.ThrowsAsync<TogetherBillingException>(() => corpus.RunAsync(Corpus.Inputs(5), corpus.Options, poor));
        File.Delete(Path.Combine(corpus.Journal + ".d", "00001-results-0.jsonl")); // its name did not outlive a failure of power

        List<BatchResult<string>> results = await RunAsync(corpus, 5, corpus.Options, static path => path is "GET /v1/batches/batch-00000001", hidesList: true);
        Assert.Equal(Corpus.Inputs(5).Order(), results.Where(static result => result.Error is null).Select(static result => result.Input).Order());
        Assert.Equal([5, 1, 4], corpus.Cloud.Batches.Select(static batch => batch.CustomIds.Count));
    }

    [Fact]
    public async Task A_file_that_was_deleted_before_a_job_was_made_of_it_is_uploaded_again()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        using MortalHandler handler = new(corpus.Cloud.CreateHandler(), death: 3, served: false); // prices, upload, job
        using TogetherClient mortal = corpus.MortalClient(handler);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mortal.Batches.RunAsync(Corpus.Inputs(5), static text => text, Corpus.Ask, corpus.Options, handler.Dead.Token).ToListAsync().AsTask());
        using TogetherClient person = corpus.Cloud.CreateClient();
        Assert.NotNull(BatchRunStatus.Read(corpus.Journal).Jobs.Single().FileId);
        await person.Files.DeleteAsync(Assert.Single((await person.Files.ListAsync()).Data).Id);

        Assert.Equal(5, (await corpus.RunAsync(Corpus.Inputs(5))).Count(static result => result.Error is null));
        Assert.Equal(5, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task A_single_request_that_is_about_nothing_the_service_knows_fails_alone()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Faults.OnBatchRequests().When(static request => request.LastUserText is "text 2" or "text 3").Respond(500);
        corpus.Cloud.Faults.OnChat().When(static request => request.LastUserText == "text 2").Respond(404, message: "no such model");
        BatchRunOptions options = corpus.Options with { Attempts = 1, Fallback = BatchFallback.Serverless };
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(5), options);
        Assert.Contains("no such model", Assert.Single(results, static result => result.Error is not null).Error!.Message, StringComparison.Ordinal);
        Assert.Equal("re: text 3", results.Single(static result => result.Input == "text 3").Response!.Text);
        Assert.Empty(await corpus.RunAsync(Corpus.Inputs(5), options));
    }

    private static bool IsOutput(TogetherClient person, string path, string job) =>
        path.EndsWith("/content", StringComparison.Ordinal)
        && path == $"GET /v1/files/{person.Batches.GetAsync(job).GetAwaiter().GetResult().OutputFileId}/content";

    private static async Task<List<BatchResult<string>>> RunAsync(Corpus corpus, int count, BatchRunOptions options, Func<string, bool> isGone, bool hidesList)
    {
        BetweenHandler gone = BetweenHandler.Forgetting(corpus.Cloud.CreateHandler(), isGone);
        BetweenHandler list = new(gone, (request, _) => Task.FromResult(
            hidesList && request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath == "/v1/batches" ? BetweenHandler.Answer(HttpStatusCode.OK, "[]") : null));
        using TogetherClient client = new(corpus.ClientOptions, list);
        return await client.Batches.RunAsync(Corpus.Inputs(count), static text => text, Corpus.Ask, options).ToListAsync();
    }
}
