using System.Net;

namespace TogetherAI.Tests.Files;

/// <summary>The target is the old file or the whole new one, whatever happens.</summary>
public sealed class DownloadToFileTests : IDisposable
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 1000).Select(static i => (byte)(i * 7))];
    private static readonly FileDownloadOptions s_keep = new() { MaxResumes = 0, KeepPartial = true };
    private static readonly FileDownloadOptions s_once = new() { MaxResumes = 0 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_replaces_the_target()
    {
        await File.WriteAllTextAsync(_folder.At("a"), "old");
        await DownloadAsync(new StorageServer(s_content));

        Assert.Equal(["a"], _folder.Names);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(_folder.At("a")));
    }

    [Fact]
    public async Task A_transfer_that_broke_on_the_way_leaves_the_same_file()
    {
        await DownloadAsync(new StorageServer(s_content).BreaksAfter(1).BreaksAfter(998), new FileDownloadOptions());
        Assert.Equal(["a"], _folder.Names);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(_folder.At("a")));
    }

    [Fact]
    public async Task A_failure_leaves_the_target_as_it_was_and_nothing_else()
    {
        await File.WriteAllTextAsync(_folder.At("a"), "old");
        await Assert.ThrowsAsync<TogetherConnectionException>(() => DownloadAsync(new StorageServer(s_content).BreaksAfter(600), s_once));

        Assert.Equal(["a"], _folder.Names);
        Assert.Equal("old", await File.ReadAllTextAsync(_folder.At("a")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_it_runs_the_target_is_not_there_and_cancelling_cleans_up(bool keep)
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using TogetherClient client = Calls.Client(new StorageServer(s_content).HangsAfter(600, reached));
        Task download = client.Files.DownloadAsync("file-1", _folder.At("a"), new FileDownloadOptions { KeepPartial = keep }, cancellationToken: source.Token);
        await reached.Task;
        Assert.EndsWith(".partial", Assert.Single(_folder.Names), StringComparison.Ordinal);

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        Assert.Equal(keep ? ["a.file-1.partial"] : [], _folder.Names);
    }

    [Fact]
    public async Task What_was_kept_is_gone_on_from()
    {
        await Assert.ThrowsAsync<TogetherConnectionException>(() => DownloadAsync(new StorageServer(s_content).BreaksAfter(600), s_keep));
        Assert.Equal(["a.file-1.partial"], _folder.Names);

        StorageServer server = new(s_content);
        ProgressLog progress = new();
        await DownloadAsync(server, s_keep, progress);
        Assert.Equal(["bytes=600-"], server.Requests.Select(request => request.Range));
        Assert.Equal(new TransferProgress(600, 1000), progress.Reports[0]);
        Assert.Equal(["a"], _folder.Names);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(_folder.At("a")));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1000)]
    [InlineData(5000)]
    public async Task What_was_kept_is_thrown_away_where_the_service_begins_anew(int kept)
    {
        await File.WriteAllBytesAsync(_folder.At("a.file-1.partial"), new byte[kept]);
        StorageServer server = new(s_content) { KnowsRanges = kept > 600 };
        await DownloadAsync(server, s_keep);

        Assert.Equal(["a"], _folder.Names);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(_folder.At("a")));
    }

    [Fact]
    public async Task Parts_that_do_not_fit_together_are_not_kept()
    {
        StorageServer server = new StorageServer(s_content).BreaksAfter(600).ClaimsRange(600, 1001);
        await Assert.ThrowsAsync<TogetherResponseException>(() => DownloadAsync(server, new FileDownloadOptions { KeepPartial = true }));
        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_not_there_leaves_nothing(bool keep)
    {
        StorageServer server = new StorageServer(s_content).Answers(HttpStatusCode.NotFound);
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => DownloadAsync(server, new FileDownloadOptions { KeepPartial = keep }));
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task A_disk_that_does_not_take_it_is_told_as_such()
    {
        // A folder in the target's place: the last step fails, after all has been written.
        Directory.CreateDirectory(_folder.At("a"));
        Exception thrown = await Assert.ThrowsAnyAsync<Exception>(() => DownloadAsync(new StorageServer(s_content)));
        Assert.True(thrown is IOException or UnauthorizedAccessException, thrown.ToString());
        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public async Task Two_downloads_to_one_target_do_not_meet()
    {
        StorageServer server = new(s_content);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DownloadAsync(new StorageServer(s_content))));
        Assert.Equal(["a"], _folder.Names);
        Assert.Equal(s_content, await File.ReadAllBytesAsync(_folder.At("a")));
    }

    private async Task DownloadAsync(StorageServer server, FileDownloadOptions? options = null, ProgressLog? progress = null)
    {
        using TogetherClient client = Calls.Client(server, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) });
        await client.Files.DownloadAsync("file-1", _folder.At("a"), options, progress);
    }
}
