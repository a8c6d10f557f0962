using System.Net;
using System.Text;

namespace TogetherAI.Local.Tests.Files;

/// <summary>Files on both hosts, through the client and as bytes on the wire.</summary>
public class FileTests
{
    [Theory]
    [InlineData(HostKind.InProcess, UploadFlow.Direct)]
    [InlineData(HostKind.InProcess, UploadFlow.Presigned)]
    [InlineData(HostKind.InProcess, UploadFlow.Multipart)]
    [InlineData(HostKind.Kestrel, UploadFlow.Direct)]
    [InlineData(HostKind.Kestrel, UploadFlow.Presigned)]
    [InlineData(HostKind.Kestrel, UploadFlow.Multipart)]
    public async Task What_goes_in_comes_out_whichever_way_it_went(HostKind host, UploadFlow flow)
    {
        await using LocalTogether local = await Hosts.StartAsync(host, o => o.ApiKey = "sk-local");
        using TogetherClient client = local.CreateClient();
        byte[] content = [.. Enumerable.Range(0, 300_000).Select(static i => (byte)(i * 31))];
        TogetherFile file = await client.Files.UploadAsync(new MemoryStream(content), "a.parquet", FilePurpose.FineTune, new() { Flow = flow });

        Assert.Equal(("a.parquet", 300_000L, FilePurpose.FineTune, FileType.Parquet, true), (file.Filename, file.Bytes, file.Purpose, file.FileType, file.Processed));
        using MemoryStream back = new();
        await client.Files.DownloadAsync(file.Id, back);
        Assert.Equal(content, back.ToArray());
        Assert.Equal([file.Id], (await client.Files.ListAsync()).Data.Select(static listed => listed.Id));

        Assert.True((await client.Files.DeleteAsync(file.Id)).Deleted);
        await Assert.ThrowsAsync<TogetherNotFoundException>(() => client.Files.GetAsync(file.Id));
        Assert.All(local.Requests, request => Assert.DoesNotContain("sk-local", string.Concat(request.Headers.Values), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_wire_is_the_services()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        using HttpClient http = local.CreateHttpClient();
        using HttpResponseMessage place = await http.PostAsync("/v1/files", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("purpose", "eval"), KeyValuePair.Create("file_name", "x.csv"), KeyValuePair.Create("file_type", "csv"),
        ]));
        Assert.Equal((HttpStatusCode.Found, "file-00000001"), (place.StatusCode, Assert.Single(place.Headers.GetValues("X-Together-File-Id"))));
        using HttpResponseMessage put = await http.PutAsync(place.Headers.Location, new ByteArrayContent("a,b\n"u8.ToArray()));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(
            """{"id":"file-00000001","object":"file","created_at":1767225600,"filename":"x.csv","bytes":4,"purpose":"eval","Processed":true,"FileType":"csv"}""",
            await http.GetStringAsync(new Uri("/v1/files/file-00000001", UriKind.Relative)));

        using HttpRequestMessage signed = new(HttpMethod.Put, place.Headers.Location) { Content = new ByteArrayContent([1]) };
        signed.Headers.TryAddWithoutValidation("Authorization", "Bearer k");
        using HttpResponseMessage refused = await http.SendAsync(signed);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_place_expires_with_the_clock_and_the_client_gets_another()
    {
        VirtualTimeProvider time = new();
        await using LocalTogether local = await Hosts.StartAsync(configure: o =>
        {
            o.TimeProvider = time;
            o.Files.PlaceLifetime = TimeSpan.FromMinutes(5);
        });
        using HttpClient http = local.CreateHttpClient();
        using HttpResponseMessage place = await http.PostAsync("/v1/files?purpose=eval&file_name=x.csv", content: null);
        time.Advance(TimeSpan.FromMinutes(5));
        using HttpResponseMessage put = await http.PutAsync(place.Headers.Location, new ByteArrayContent([1]));
        Assert.Equal((HttpStatusCode.Forbidden, true), (put.StatusCode, (await put.Content.ReadAsStringAsync()).Contains("Request has expired", StringComparison.Ordinal)));

        local.Faults.OnStorage().Times(1).Respond(403, body: "<Error/>", contentType: "application/xml");
        using TogetherClient client = local.CreateClient();
        TogetherFile file = await client.Files.UploadAsync(new MemoryStream([1, 2]), "b.csv", FilePurpose.Eval, new() { Flow = UploadFlow.Presigned });
        Assert.Equal(2, file.Bytes);
        Assert.Equal(["b.csv", "x.csv"], (await client.Files.ListAsync()).Data.Select(static listed => listed.Filename));
    }

    [Theory]
    [InlineData("bytes=2-3", 206, "cd", "bytes 2-3/6")]
    [InlineData("bytes=4-", 206, "ef", "bytes 4-5/6")]
    [InlineData("bytes=-1", 206, "f", "bytes 5-5/6")]
    [InlineData("bytes=6-", 416, "", "bytes */6")]
    [InlineData("lines=1-", 200, "abcdef", null)]
    public async Task A_part_of_the_content_can_be_asked_for(string range, int status, string body, string? contentRange)
    {
        await using LocalTogether local = await Hosts.StartAsync();
        using TogetherClient client = local.CreateClient();
        TogetherFile file = await client.Files.UploadAsync(new MemoryStream("abcdef"u8.ToArray()), "a.csv", FilePurpose.Eval);
        using HttpClient http = local.CreateHttpClient();
        using HttpRequestMessage request = new(HttpMethod.Get, $"/v1/files/{file.Id}/content");
        request.Headers.TryAddWithoutValidation("Range", range);
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal((status, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(contentRange, response.Content.Headers.ContentRange?.ToString());
    }

    [Theory]
    [InlineData(HostKind.InProcess)]
    [InlineData(HostKind.Kestrel)]
    public async Task A_download_that_is_cut_is_taken_up_again(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host, o => o.TimeProvider = new VirtualTimeProvider { AutoAdvance = true });
        using TogetherClient client = local.CreateClient();
        byte[] content = [.. Enumerable.Range(0, 500_000).Select(static i => (byte)i)];
        TogetherFile file = await client.Files.UploadAsync(new MemoryStream(content), "a.csv", FilePurpose.Eval);
        local.Faults.OnFileContent().Times(2).CutAfter(1);
        using MemoryStream back = new();
        await client.Files.DownloadAsync(file.Id, back);
        Assert.Equal(content, back.ToArray());
        Assert.Equal(3, local.Requests.Count(static request => request.Path.EndsWith("/content", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_missing_or_too_large_is_named()
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: o => o.Files.MaxFileSize = 10);
        using TogetherClient client = local.CreateClient();
        TogetherInvalidRequestException large = await Assert.ThrowsAsync<TogetherInvalidRequestException>(
            () => client.Files.UploadAsync(new MemoryStream(new byte[11]), "a.csv", FilePurpose.Eval));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "file_too_large"), (large.StatusCode, large.Code));

        using HttpClient http = local.CreateHttpClient();
        foreach ((string form, string field) in new[] { ("purpose", "file_name"), ("file_name", "purpose") })
        {
            using MultipartFormDataContent content = new() { { new StringContent("eval"), form }, { new ByteArrayContent([1]), "file", "x" } };
            using HttpResponseMessage response = await http.PostAsync("/v1/files/upload", content);
            Assert.Equal((400, true), ((int)response.StatusCode, (await response.Content.ReadAsStringAsync()).Contains($"{field} is required", StringComparison.Ordinal)));
        }

        using HttpResponseMessage noForm = await http.PostAsync("/v1/files/upload", new StringContent("x"));
        Assert.Equal(400, (int)noForm.StatusCode);
        Assert.Empty((await client.Files.ListAsync()).Data);
    }

    [Fact]
    public async Task The_files_are_gone_with_the_server()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("together-");
        try
        {
            await using (LocalTogether local = await Hosts.StartAsync(configure: o => o.Files.Folder = folder.FullName))
            {
                using TogetherClient client = local.CreateClient();
                await client.Files.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes("abc")), "a.csv", FilePurpose.Eval);
                Assert.Equal(3, Assert.Single(folder.GetFiles()).Length);
            }

            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
