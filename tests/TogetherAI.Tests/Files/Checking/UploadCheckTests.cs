namespace TogetherAI.Tests.Files.Checking;

/// <summary>When an upload checks the file, and what the caller sees.</summary>
public sealed class UploadCheckTests : IDisposable
{
    private const string Answer = """{"id":"file-1","object":"file","created_at":1,"filename":"a.jsonl","bytes":1,"purpose":"batch-api"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_would_be_refused_is_not_sent()
    {
        await File.WriteAllTextAsync(_folder.At("a.jsonl"), Check.Good + "\n{\"custom_id\":\"a\"}\n");
        using TogetherClient client = Calls.Client(new FakeHandler());
        FileCheckException thrown = await Assert.ThrowsAsync<FileCheckException>(() => client.Files.UploadAsync(_folder.At("a.jsonl"), FilePurpose.BatchApi));
        Assert.Equal(
            "'a.jsonl' was not uploaded: line 2: 'body' is missing: it has to hold the request, as it would be sent by itself. "
            + "(1 further problems in FileCheckException.Report)",
            thrown.Message);
        Assert.Equal(2, thrown.Report.Problems.Count);
    }

    [Fact]
    public async Task A_stream_is_sent_whole_after_it_was_checked()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler);
        using MemoryStream content = new(System.Text.Encoding.UTF8.GetBytes("passed over" + Check.Good)) { Position = 11 };
        await client.Files.UploadAsync(content, "a.jsonl", FilePurpose.BatchApi);
        Assert.Contains("\r\n\r\n" + Check.Good + "\r\n", handler.Requests[0].Body, StringComparison.Ordinal);
        Assert.True(content.CanRead);
    }

    [Theory]
    [InlineData("a.csv", "fine-tune")]
    [InlineData("a.jsonl", "eval")]
    public async Task What_has_no_rules_is_sent_as_it_is(string name, string purpose)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler);
        await client.Files.UploadAsync(new MemoryStream([65]), name, new FilePurpose(purpose));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task The_check_can_be_turned_off()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Answer);
        using TogetherClient client = Calls.Client(handler);
        await client.Files.UploadAsync(new MemoryStream([65]), "a.jsonl", FilePurpose.BatchApi, new() { Check = null });
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_file_can_be_checked_by_itself()
    {
        await File.WriteAllTextAsync(_folder.At("a.jsonl"), Check.Good);
        using TogetherClient client = Calls.Client(new FakeHandler());
        ProgressLog progress = new();
        FileCheckReport report = await client.Files.CheckAsync(_folder.At("a.jsonl"), FilePurpose.BatchApi, progress: progress);
        Assert.True(report.IsValid);
        Assert.Equal(Check.Good.Length, report.Bytes);
        Assert.Equal([new TransferProgress(0, report.Bytes), new TransferProgress(report.Bytes, report.Bytes)], progress.Reports);
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => client.Files.CheckAsync(_folder.At("a.jsonl"), FilePurpose.Eval));
        Assert.Contains("'eval'", thrown.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.Files.CheckAsync(_folder.At("a.jsonl"), FilePurpose.BatchApi, new() { MaxProblems = 0 }));
    }
}
