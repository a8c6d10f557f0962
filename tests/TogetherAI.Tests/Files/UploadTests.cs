using System.Net;
using System.Text;

namespace TogetherAI.Tests.Files;

/// <summary>The form that a file is uploaded in, and when it is sent again.</summary>
public sealed class UploadTests : IDisposable
{
    private const string Answer =
        """{"id":"file-1","object":"file","created_at":1700000000,"filename":"a.jsonl","bytes":12,"purpose":"batch-api","Processed":true,"FileType":"jsonl"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_form_has_the_fields_of_the_api()
    {
        await File.WriteAllTextAsync(_folder.At("a.jsonl"), "{\"x\": 1}\n\u00e9\n");
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler);
        ProgressLog progress = new();
        TogetherFile file = await client.Files.UploadAsync(_folder.At("a.jsonl"), FilePurpose.BatchApi, new() { Check = null }, progress);

        Assert.Equal(("file-1", FilePurpose.BatchApi), (file.Id, file.Purpose!.Value));
        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("POST", "https://example.test/v1/files/upload"), (sent.Method, sent.Uri.AbsoluteUri));
        string boundary = sent.Body![..sent.Body!.IndexOf('\r', StringComparison.Ordinal)];
        Assert.Equal(
            $"""
            {boundary}
            Content-Disposition: form-data; name="purpose"

            batch-api
            {boundary}
            Content-Disposition: form-data; name="file_name"

            a.jsonl
            {boundary}
            Content-Disposition: form-data; name="file_type"

            jsonl
            {boundary}
            Content-Type: application/octet-stream
            Content-Disposition: form-data; name="file"; filename="a.jsonl"

            {"{\"x\": 1}\n\u00e9\n"}
            {boundary}--

            """.ReplaceLineEndings("\r\n").Replace("{\"x\": 1}\r\n\u00e9\r\n", "{\"x\": 1}\n\u00e9\n", StringComparison.Ordinal),
            sent.Body);
        Assert.Equal([new TransferProgress(0, 12), new TransferProgress(12, 12)], progress.Reports);
    }

    [Theory]
    [InlineData("a.csv", "csv")]
    [InlineData("A.PARQUET", "parquet")]
    [InlineData("a.txt", null)]
    [InlineData("a", null)]
    public async Task The_name_tells_the_format(string name, string? type)
    {
        string sent = await UploadAsync(name, options: null);
        Assert.Equal(type is not null, sent.Contains($"name=\"file_type\"\r\n\r\n{type}\r\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_options_overrule_the_name()
    {
        string sent = await UploadAsync("a.csv", new FileUploadOptions { FileName = "b.jsonl", FileType = FileType.Parquet });
        Assert.Contains("name=\"file_name\"\r\n\r\nb.jsonl\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("name=\"file_type\"\r\n\r\nparquet\r\n", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_cannot_break_out_of_its_header()
    {
        string sent = await UploadAsync("\u00fc\"; x=\"\r\ny.csv", options: null);
        Assert.Contains("; filename=\"__; x=___y.csv\"\r\n", sent, StringComparison.Ordinal);
        Assert.Contains("name=\"file_name\"\r\n\r\n\u00fc\"; x=\"\r\ny.csv\r\n", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_further_attempt_sends_it_from_the_start()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.TooManyRequests, "", "text/plain").ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(10) });
        using MemoryStream content = new(Encoding.UTF8.GetBytes("skipped|sent"));
        content.Position = 8;
        ProgressLog progress = new();
        await client.Files.UploadAsync(content, "a.jsonl", FilePurpose.Eval, progress: progress);

        Assert.Equal(2, handler.Requests.Count);
        Assert.All(handler.Requests, request => Assert.Contains("filename=\"a.jsonl\"\r\n\r\nsent\r\n", request.Body, StringComparison.Ordinal));
        Assert.Equal([0, 4, 0, 4], progress.Reports.Select(report => report.BytesTransferred));
        Assert.True(content.CanRead);
    }

    [Fact]
    public async Task It_is_not_sent_again_when_it_may_have_arrived()
    {
        FakeHandler handler = new FakeHandler().ThenText(HttpStatusCode.BadGateway, "", "text/plain");
        using TogetherClient client = Calls.Client(handler);
        await Assert.ThrowsAsync<TogetherServerException>(() => client.Files.UploadAsync(new MemoryStream([1]), "a.csv", FilePurpose.Eval));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_file_larger_than_memory_is_read_only_as_fast_as_it_is_sent()
    {
        const long Terabyte = 1L << 40;
        EndlessStream content = new(Terabyte);
        long? announced = null;
        CountingStream wire = new(limit: 10 << 20);
        using TogetherClient client = Calls.Client(new Relay(async request =>
        {
            announced = request.Content!.Headers.ContentLength;
            await Assert.ThrowsAnyAsync<Exception>(() => request.Content.CopyToAsync(wire));
            return FakeHandler.Answer(HttpStatusCode.OK, Answer, "application/json");
        }));
        await client.Files.UploadAsync(content, "a.jsonl", FilePurpose.Eval, new() { Flow = UploadFlow.Direct });

        Assert.InRange(announced!.Value, Terabyte + 1, Terabyte + 2000);
        Assert.InRange(content.Position - wire.Position, -2000, 1 << 20);
    }

    [Fact]
    public async Task A_source_that_ends_early_is_told_as_such()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Answer));
        IOException thrown = await Assert.ThrowsAsync<IOException>(() =>
            client.Files.UploadAsync(new EndlessStream(100) { Available = 40 }, "a.csv", FilePurpose.Eval));
        Assert.Contains("'a.csv' became shorter than its 100 bytes", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_before_anything_is_sent()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        FileNotFoundException thrown = await Assert.ThrowsAsync<FileNotFoundException>(() => client.Files.UploadAsync(_folder.At("none.csv"), FilePurpose.Eval));
        Assert.Equal(_folder.At("none.csv"), thrown.FileName);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_sought_in_is_refused()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => client.Files.UploadAsync(new ScriptedStream(), "a.csv", FilePurpose.Eval));
        Assert.Equal("content", thrown.ParamName);
    }

    private static async Task<string> UploadAsync(string name, FileUploadOptions? options)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler);
        await client.Files.UploadAsync(new MemoryStream([65]), name, FilePurpose.Eval, options);
        return Assert.Single(handler.Requests).Body!;
    }

    private sealed class Relay(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }

    /// <summary>A wire that takes so much and then no more.</summary>
    private sealed class CountingStream(long limit) : MemoryStream
    {
        private long _count;

        public override long Position { get => _count; set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _count += buffer.Length;
            return _count < limit ? default : throw new InvalidOperationException("full");
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <summary>Zeros that are nowhere.</summary>
    private sealed class EndlessStream(long length) : MemoryStream
    {
        public long Available { get; init; } = length;

        public override long Length { get; } = length;

        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = (int)Math.Min(buffer.Length, Available - Position);
            Position += count;
            return ValueTask.FromResult(count);
        }
    }
}
