using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Files.Uploads;

/// <summary>Uploads in parts.</summary>
public sealed class MultipartUploadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_parts_go_to_their_places_several_at_a_time_and_their_tags_complete_the_file()
    {
        Storage storage = new();
        ProgressLog progress = new();
        TogetherFile file = await UploadAsync(storage, size: 1000, partSize: 300, progress);

        Assert.Equal("file-m", file.Id);
        Assert.Equal("""{"file_name":"a.bin","file_size":1000,"num_parts":4,"purpose":"eval"}""", storage.Bodies[0]);
        Assert.Equal(Bytes(1000), Enumerable.Range(1, 4).SelectMany(number => storage.Held[$"/part-{number}"]));
        JsonNode complete = JsonNode.Parse(storage.Bodies[1])!;
        Assert.Equal(("up-1", "file-m"), ((string)complete["upload_id"]!, (string)complete["file_id"]!));
        Assert.Equal(
            ["1 tag/part-1", "2 tag/part-2", "3 tag/part-3", "4 tag/part-4"],
            complete["parts"]!.AsArray().Select(part => $"{part!["part_number"]} {part["etag"]}"));
        Assert.DoesNotContain(storage.StorageHeaders, header => header.Contains("sk-", StringComparison.Ordinal));
        Assert.Equal(new TransferProgress(1000, 1000), progress.Reports[^1]);
        Assert.DoesNotContain(storage.Asked, line => line.Contains("abort", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_large_file_has_no_more_parts_than_the_service_allows()
    {
        Storage storage = new();
        await UploadAsync(storage, size: 1000, partSize: 1);
        Assert.Equal(250, (int)JsonNode.Parse(storage.Bodies[0])!["num_parts"]!);
        Assert.Equal(Bytes(1000), Enumerable.Range(1, 250).SelectMany(number => storage.Held[$"/part-{number}"]));
        Assert.InRange(storage.MostAtATime, 1, 4);
    }

    [Fact]
    public async Task A_part_that_fails_is_sent_again_by_itself()
    {
        Storage storage = new()
        {
            Instead = (line, times) => line.Contains("part-2", StringComparison.Ordinal) && times == 1 ? Storage.Json("{}", HttpStatusCode.ServiceUnavailable) : null,
        };
        await UploadAsync(storage, size: 900, partSize: 300);
        Assert.Equal(4, storage.Asked.Count(line => line.StartsWith("PUT", StringComparison.Ordinal)));
        Assert.Equal(Bytes(900), Enumerable.Range(1, 3).SelectMany(number => storage.Held[$"/part-{number}"]));
    }

    [Theory]
    [InlineData("PUT bucket.test/part-3?sig=secret")]
    [InlineData("POST example.test/v1/files/multipart/complete")]
    public async Task An_upload_that_fails_is_aborted(string where)
    {
        Storage storage = new() { Instead = (line, _) => line == where ? Storage.Json("{}", HttpStatusCode.BadRequest) : null };
        TogetherException thrown = await Assert.ThrowsAnyAsync<TogetherException>(() => UploadAsync(storage, size: 900, partSize: 300));
        Assert.Equal(HttpStatusCode.BadRequest, thrown.StatusCode);
        Assert.DoesNotContain("secret", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal("POST example.test/v1/files/multipart/abort", storage.Asked[^1]);
        Assert.Equal("""{"upload_id":"up-1","file_id":"file-m"}""", storage.Bodies[^1]);
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_is_aborted()
    {
        using CancellationTokenSource caller = new();
        Storage storage = new();
        storage.Instead = (line, _) =>
        {
            if (line.StartsWith("PUT", StringComparison.Ordinal))
                caller.Cancel();
            return null;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => UploadAsync(storage, 900, 300, cancellationToken: caller.Token));
        Assert.Equal("POST example.test/v1/files/multipart/abort", storage.Asked[^1]);
    }

    [Fact]
    public async Task A_storage_that_gives_no_tag_is_told_and_the_upload_aborted()
    {
        Storage storage = new() { Instead = (line, _) => line.StartsWith("PUT", StringComparison.Ordinal) ? FakeHandler.Answer(HttpStatusCode.OK, "", "text/xml") : null };
        TogetherResponseException thrown = await Assert.ThrowsAsync<TogetherResponseException>(() => UploadAsync(storage, size: 10, partSize: 300));
        Assert.Contains("part 1", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("POST example.test/v1/files/multipart/abort", storage.Asked[^1]);
    }

    [Fact]
    public async Task Places_that_do_not_fit_are_told_and_nothing_is_sent()
    {
        Storage storage = new()
        {
            Instead = (line, _) => line.EndsWith("initiate", StringComparison.Ordinal)
                ? Storage.Json("""{"upload_id":"up-1","file_id":"file-m","parts":[{"PartNumber":2,"URL":"https://bucket.test/x","Headers":{}}]}""")
                : null,
        };
        await Assert.ThrowsAsync<TogetherResponseException>(() => UploadAsync(storage, size: 10, partSize: 300));
        Assert.DoesNotContain(storage.Asked, line => line.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_is_read_by_one_part_at_a_time()
    {
        Storage storage = new();
        using TogetherClient client = PresignedUploadTests.Client(storage);
        MemoryStream content = new(Bytes(1000));
        UploadTask task = new(FileSource.FromStream(content, "a.bin", progress: null), "a.bin", FilePurpose.Eval, Type: null);
        await new MultipartUpload(ConnectionOf(client), task, targetPartSize: 300).RunAsync(CancellationToken.None);
        Assert.Equal(1, storage.MostAtATime);
        Assert.Equal(Bytes(1000), Enumerable.Range(1, 4).SelectMany(number => storage.Held[$"/part-{number}"]));
    }

    [Theory]
    [InlineData(100L << 20, UploadFlow.Direct)]
    [InlineData((100L << 20) + 1, UploadFlow.Presigned)]
    [InlineData(5L << 30, UploadFlow.Presigned)]
    [InlineData((5L << 30) + 1, UploadFlow.Multipart)]
    public void The_size_chooses_the_flow(long size, UploadFlow flow)
    {
        FileSource source = new("a", size, static () => Stream.Null, ownsStream: true, progress: null);
        Assert.Equal(flow, new UploadTask(source, "a", FilePurpose.Eval, Type: null).Flow);
    }

    [Fact]
    public async Task A_file_that_no_upload_takes_is_refused_before_anything_is_sent()
    {
        Storage storage = new();
        using TogetherClient client = PresignedUploadTests.Client(storage);
        UploadTask task = new(new FileSource("a", 51L << 30, static () => Stream.Null, ownsStream: true, progress: null), "a", FilePurpose.Eval, Type: null);
        ArgumentException thrown = await Assert.ThrowsAsync<ArgumentException>(() => new MultipartUpload(ConnectionOf(client), task).RunAsync(CancellationToken.None));
        Assert.Contains("50.1 GiB", thrown.Message, StringComparison.Ordinal);
        Assert.Empty(storage.Asked);
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_is_told_as_such()
    {
        string path = _folder.At("a.bin");
        await File.WriteAllBytesAsync(path, Bytes(900));
        Storage storage = new();
        storage.Instead = (line, _) =>
        {
            if (line.EndsWith("initiate", StringComparison.Ordinal))
                File.WriteAllBytes(path, Bytes(450)); // shorter than when it was measured
            return null;
        };
        using TogetherClient client = PresignedUploadTests.Client(storage, options => options.Retry.MaxRetries = 0);
        IOException thrown = await Assert.ThrowsAsync<IOException>(
            () => client.Files.UploadAsync(path, FilePurpose.Eval, new() { Flow = UploadFlow.Multipart }));
        Assert.Contains("became shorter", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("POST example.test/v1/files/multipart/abort", storage.Asked[^1]);
    }

    private async Task<TogetherFile> UploadAsync(
        Storage storage, int size, long partSize, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        string path = _folder.At("a.bin");
        await File.WriteAllBytesAsync(path, Bytes(size), CancellationToken.None);
        using TogetherClient client = PresignedUploadTests.Client(storage);
        UploadTask task = new(FileSource.FromFile(path, progress), "a.bin", FilePurpose.Eval, Type: null);
        return await new MultipartUpload(ConnectionOf(client), task, partSize).RunAsync(cancellationToken);
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(static i => (byte)(i * 7))];

    private static TogetherConnection ConnectionOf(TogetherClient client) => client.Connection;
}
