namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>A run whose connections break, whose key is refused, and whose service is overrun.</summary>
public class BatchRunTransferTests
{
    private const string Upload = "/v1/files/upload";

    [Fact]
    public async Task An_upload_that_is_cut_at_any_byte_makes_one_job()
    {
        for (int length = 0; ; length += 173)
        {
            await using Corpus corpus = await Corpus.StartAsync();
            CutHandler handler = new(corpus.Cloud.CreateHandler(), length);
            using TogetherClient client = new(corpus.ClientOptions, handler);
            List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(5), client: client);
            Assert.Equal(5, results.Count(static result => result.Error is null));
            Assert.Single(corpus.Cloud.Batches);
            Assert.Single((await client.Files.ListAsync()).Data, static file => file.Filename.StartsWith("batch-run-", StringComparison.Ordinal));
            if (!handler.HasCut)
                break; // it was longer than the upload
            Assert.InRange(length, 0, 5000);
        }
    }

    [Fact]
    public async Task Results_that_are_cut_off_at_any_byte_are_read_to_their_end()
    {
        for (int length = 1; length < 2000; length += 199)
        {
            await using Corpus corpus = await Corpus.StartAsync();
            corpus.Cloud.Faults.OnFileContent().Times(1).CutAfter(length);
            List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(5));
            Assert.Equal(Corpus.Inputs(5).Order(), results.Where(static result => result.Error is null).Select(static result => result.Input).Order());
            Assert.Equal(5, corpus.TakenIn.Count);
        }
    }

    [Theory]
    [InlineData("00001-results-0.jsonl.tmp")]
    [InlineData("00001-delivery.jsonl.tmp")]
    public async Task Results_that_cannot_be_written_end_the_run_and_with_room_it_goes_on(string file)
    {
        await using Corpus corpus = await Corpus.StartAsync();
        string inTheWay = Path.Combine(corpus.Journal + ".d", file);
        using TogetherClient client = new(corpus.ClientOptions, new BetweenHandler(corpus.Cloud.CreateHandler(), (request, _) =>
        {
            if (request.RequestUri!.AbsolutePath == "/v1/batches")
                Directory.CreateDirectory(inTheWay); // where nothing can be written any more
            return Task.FromResult<HttpResponseMessage?>(null);
        }));
        Exception ended = await Assert.ThrowsAnyAsync<Exception>(() => corpus.RunAsync(Corpus.Inputs(5), client: client));
        Assert.True(ended is IOException or UnauthorizedAccessException, ended.ToString());
        Directory.Delete(inTheWay);
        Assert.Equal(5, (await corpus.RunAsync(Corpus.Inputs(5))).Count(static result => result.Error is null));
        Assert.Equal(5, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task A_key_that_is_refused_ends_the_run_at_once_and_a_good_one_goes_on()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        corpus.Cloud.Faults.OnFiles().Respond(401);
        await Assert.ThrowsAsync<TogetherAuthenticationException>(() => corpus.RunAsync(Corpus.Inputs(5)));
        Assert.Single(corpus.Cloud.Requests, static request => request.Path == Upload);
        corpus.Cloud.Faults.Clear();
        Assert.Equal(5, (await corpus.RunAsync(Corpus.Inputs(5))).Count);
        Assert.Equal(5, corpus.TakenIn.Count);
    }

    [Fact]
    public async Task A_storm_of_429_is_waited_out()
    {
        await using Corpus corpus = await Corpus.StartAsync();
        DateTimeOffset start = corpus.TimeProvider.GetUtcNow();
        corpus.Cloud.Faults.OnFiles().Times(10).Respond(429, retryAfter: TimeSpan.FromSeconds(20));
        corpus.Cloud.Faults.OnBatches().Times(10).Respond(429, retryAfter: TimeSpan.FromSeconds(20));
        List<BatchResult<string>> results = await corpus.RunAsync(Corpus.Inputs(5));
        Assert.Equal((5, 5), (results.Count(static result => result.Error is null), corpus.TakenIn.Count));
        Assert.True(corpus.TimeProvider.GetUtcNow() - start > TimeSpan.FromSeconds(200));
    }

    /// <summary>Lets so many bytes of the first upload through, and breaks the connection.</summary>
    private sealed class CutHandler(HttpMessageHandler inner, int length) : DelegatingHandler(inner)
    {
        private bool _seen;

        public bool HasCut { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_seen || request.RequestUri!.AbsolutePath != Upload)
                return await base.SendAsync(request, cancellationToken);
            _seen = true;
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            if (body.Length <= length)
                return await base.SendAsync(request, cancellationToken);
            HasCut = true;
            using HttpRequestMessage half = new(request.Method, request.RequestUri) { Content = new ByteArrayContent(body, 0, length) };
            half.Content.Headers.ContentType = request.Content.Headers.ContentType;
            using HttpResponseMessage refused = await base.SendAsync(half, cancellationToken); // a form without its end
            Assert.False(refused.IsSuccessStatusCode);
            throw new HttpRequestException(HttpRequestError.Unknown, "The connection was reset.");
        }
    }
}
