namespace TogetherAI.Tests.Files;

/// <summary>Downloads that go as they should, and those that break on the way.</summary>
public class DownloadTests
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 1000).Select(static i => (byte)(i * 7))];

    [Fact]
    public async Task A_file_is_asked_for_once_and_uncompressed()
    {
        StorageServer server = new(s_content);
        (byte[] got, List<TransferProgress> progress) = await DownloadAsync(server);

        Assert.Equal(s_content, got);
        Assert.Equal(("example.test", null, null, "Bearer sk-secret", "identity"), Assert.Single(server.Requests));
        Assert.Equal(new TransferProgress(0, 1000), progress[0]);
        Assert.Equal(new TransferProgress(1000, 1000), progress[^1]);
    }

    [Fact]
    public async Task Storage_elsewhere_gets_the_range_but_not_the_key()
    {
        StorageServer server = new StorageServer(s_content) { Redirect = "https://storage.test/f?signature=1" }.BreaksAfter(400);
        (byte[] got, _) = await DownloadAsync(server);

        Assert.Equal(s_content, got);
        Assert.Equal(
            [
                ("example.test", null, null, "Bearer sk-secret", "identity"),
                ("storage.test", null, null, null, "identity"),
                ("example.test", "bytes=400-", null, "Bearer sk-secret", "identity"),
                ("storage.test", "bytes=400-", null, null, "identity"),
            ],
            server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transfer_that_breaks_goes_on_where_it_broke(bool tellsLength)
    {
        StorageServer server = new StorageServer(s_content) { TellsLength = tellsLength }.BreaksAfter(10).BreaksAfter(0).BreaksAfter(500);
        (byte[] got, List<TransferProgress> progress) = await DownloadAsync(server);

        Assert.Equal(s_content, got);
        Assert.Equal([null, "bytes=10-", "bytes=10-", "bytes=510-"], server.Requests.Select(request => request.Range));
        Assert.Equal(1000, progress[^1].BytesTransferred);
        Assert.Equal(progress.Select(p => p.BytesTransferred).Order(), progress.Select(p => p.BytesTransferred));
    }

    [Fact]
    public async Task An_end_that_comes_too_early_is_a_break()
    {
        StorageServer server = new StorageServer(s_content).EndsAfter(999);
        (byte[] got, _) = await DownloadAsync(server);

        Assert.Equal(s_content, got);
        Assert.Equal([null, "bytes=999-"], server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task A_transfer_that_falls_silent_is_taken_up_again()
    {
        StorageServer server = new StorageServer(s_content).HangsAfter(300);
        (byte[] got, _) = await DownloadAsync(server, configure: options => options.Timeouts.Idle = TimeSpan.FromSeconds(5));

        Assert.Equal(s_content, got);
        Assert.Equal([null, "bytes=300-"], server.Requests.Select(request => request.Range));
    }

    [Theory]
    [InlineData("\"abc\"", "\"abc\"")]
    [InlineData("W/\"abc\"", null)]
    public async Task A_strong_tag_guards_the_rest(string tag, string? condition)
    {
        StorageServer server = new StorageServer(s_content) { Tag = tag }.BreaksAfter(1);
        (byte[] got, _) = await DownloadAsync(server);

        Assert.Equal(s_content, got);
        Assert.Equal([null, condition], server.Requests.Select(request => request.IfRange));
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_sends_all_again_and_no_byte_comes_twice()
    {
        StorageServer server = new StorageServer(s_content) { KnowsRanges = false }.BreaksAfter(600).BreaksAfter(200).BreaksAfter(900);
        (byte[] got, _) = await DownloadAsync(server);

        Assert.Equal(s_content, got);
        Assert.Equal([null, "bytes=600-", null, null], server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task A_range_that_was_not_asked_for_is_not_taken()
    {
        StorageServer server = new StorageServer(s_content).BreaksAfter(600).ClaimsRange(599, 1000);
        (byte[] got, _) = await DownloadAsync(server);

        Assert.Equal(s_content, got);
        Assert.Equal([null, "bytes=600-", null], server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task A_file_of_another_length_is_another_file()
    {
        StorageServer server = new StorageServer(s_content).BreaksAfter(600).ClaimsRange(600, 1001);
        TogetherResponseException thrown = await Assert.ThrowsAsync<TogetherResponseException>(() => DownloadAsync(server));
        Assert.Contains("1000 bytes", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("1001 bytes", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_another_tag_is_another_file()
    {
        StorageServer server = new StorageServer(s_content) { Tag = "\"one\"" }.BreaksAfter(600).Then(static server => server.Tag = "\"two\"");
        TogetherResponseException thrown = await Assert.ThrowsAsync<TogetherResponseException>(() => DownloadAsync(server));
        Assert.Contains("changed", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_was_announced_is_refused()
    {
        FakeHandler handler = new FakeHandler().Then(() =>
        {
            HttpResponseMessage response = FakeHandler.Answer(System.Net.HttpStatusCode.OK, "four and more", "text/plain");
            response.Content.Headers.ContentLength = 4;
            return response;
        });
        using TogetherClient client = Calls.Client(handler, Time());
        await Assert.ThrowsAsync<TogetherResponseException>(() => client.Files.DownloadAsync("file-1", new MemoryStream()));
    }

    [Fact]
    public async Task Breaks_without_progress_come_to_an_end()
    {
        StorageServer server = new StorageServer(s_content).BreaksAfter(600);
        for (int i = 0; i < 9; i++)
            server.BreaksAfter(1);
        ManualTimeProvider time = Time();
        DateTimeOffset started = time.GetUtcNow();

        await Assert.ThrowsAsync<TogetherConnectionException>(() => DownloadAsync(server, time));
        Assert.Equal(6, server.Requests.Count);
        Assert.Equal(TimeSpan.FromSeconds(1 + 2 + 4 + 8 + 16), time.GetUtcNow() - started);
    }

    [Fact]
    public async Task Progress_buys_patience()
    {
        byte[] large = new byte[8 << 20];
        StorageServer server = new(large);
        for (int i = 0; i < 7; i++)
            server.BreaksAfter(1 << 20);
        (byte[] got, _) = await DownloadAsync(server, options: new FileDownloadOptions { MaxResumes = 1 });

        Assert.Equal(large.Length, got.Length);
        Assert.Equal(8, server.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_is_down_for_a_while_is_waited_for()
    {
        StorageServer server = new StorageServer(s_content).BreaksAfter(600);
        for (int i = 0; i < 4; i++)
            server.Answers(System.Net.HttpStatusCode.ServiceUnavailable);
        (byte[] got, _) = await DownloadAsync(server);
        Assert.Equal(s_content, got);
    }

    [Fact]
    public async Task Without_resumptions_the_break_is_told()
    {
        StorageServer server = new StorageServer(s_content).BreaksAfter(600);
        await Assert.ThrowsAsync<TogetherConnectionException>(() => DownloadAsync(server, options: new FileDownloadOptions { MaxResumes = 0 }));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_negative_number_of_resumptions_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            DownloadAsync(new StorageServer(s_content), options: new FileDownloadOptions { MaxResumes = -1 }));

    [Fact]
    public async Task A_file_that_is_not_there_is_told_at_once()
    {
        StorageServer server = new StorageServer(s_content).Answers(System.Net.HttpStatusCode.NotFound);
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => DownloadAsync(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        (byte[] got, List<TransferProgress> progress) = await DownloadAsync(new StorageServer([]));
        Assert.Empty(got);
        Assert.Equal([new TransferProgress(0, 0)], progress);
    }

    [Fact]
    public async Task The_caller_can_end_it()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        StorageServer server = new StorageServer(s_content).HangsAfter(600, reached);
        using TogetherClient client = Calls.Client(server, Time());
        using MemoryStream destination = new();
        Task download = client.Files.DownloadAsync("file-1", destination, cancellationToken: source.Token);
        await reached.Task;
        await source.CancelAsync();

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.Equal(600, destination.Length);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Content_can_be_read_as_it_arrives()
    {
        using TogetherClient client = Calls.Client(new StorageServer(s_content));
        await using BinaryResponse response = await client.Files.OpenContentAsync("file-1");
        Assert.Equal(1000, response.Length);
        Assert.Equal(s_content, await response.ReadAllAsync());
    }

    private static ManualTimeProvider Time() => new() { SkipWaitsUpTo = TimeSpan.FromSeconds(30) };

    private static async Task<(byte[] Content, List<TransferProgress> Progress)> DownloadAsync(
        StorageServer server, ManualTimeProvider? time = null, FileDownloadOptions? options = null, Action<TogetherClientOptions>? configure = null)
    {
        using TogetherClient client = Calls.Client(server, time ?? Time(), configure);
        using MemoryStream destination = new();
        ProgressLog progress = new();
        await client.Files.DownloadAsync("file-1", destination, options, progress);
        return (destination.ToArray(), progress.Reports);
    }
}
