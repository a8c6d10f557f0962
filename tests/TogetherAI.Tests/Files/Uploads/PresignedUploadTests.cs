using System.Net;
using System.Text;

namespace TogetherAI.Tests.Files.Uploads;

/// <summary>Uploads through a place that the API names in a redirect.</summary>
public class PresignedUploadTests
{
    private static readonly FileUploadOptions s_presigned = new() { Flow = UploadFlow.Presigned };

    [Fact]
    public async Task The_bytes_go_to_the_place_without_the_key_and_the_service_is_told()
    {
        Storage storage = new();
        using TogetherClient client = Client(storage, options => options.DefaultHeaders["x-gateway-token"] = "sk-gateway");
        ProgressLog progress = new();
        TogetherFile file = await client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned, progress);

        Assert.Equal("file-1", file.Id);
        Assert.Equal(
            ["POST example.test/v1/files", "PUT bucket.test/place-1?sig=secret", "POST example.test/v1/files/file-1/preprocess"],
            storage.Asked);
        Assert.Equal("purpose=eval&file_name=a.jsonl&file_type=jsonl", storage.Bodies[0]);
        Assert.Equal("hello", Encoding.UTF8.GetString(storage.Held["/place-1"]));
        Assert.DoesNotContain(storage.StorageHeaders, header => header.Contains("sk-", StringComparison.Ordinal));
        Assert.Equal([new TransferProgress(0, 5), new TransferProgress(5, 5)], progress.Reports);
    }

    [Fact]
    public async Task A_place_on_the_services_own_host_gets_no_key_either()
    {
        List<string?> keys = [];
        FakeHandler handler = new FakeHandler()
            .Then(() => FakeHandler.Answer(HttpStatusCode.Found, "", "text/html", ("Location", "/put-here"), ("X-Together-File-Id", "file-1")))
            .Then(() => FakeHandler.Answer(HttpStatusCode.OK, "", "text/xml"))
            .ThenJson("""{"id":"file-1"}""");
        using TogetherClient client = Calls.Client(handler);
        await client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned);
        Assert.Equal("PUT https://example.test/put-here", $"{handler.Requests[1].Method} {handler.Requests[1].Uri}");
        Assert.Equal([true, false, true], handler.Requests.Select(request => request.Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public async Task A_storage_that_stumbles_gets_the_bytes_again()
    {
        Storage storage = new() { Instead = (line, times) => line.StartsWith("PUT", StringComparison.Ordinal) && times < 3 ? Storage.Json("{}", HttpStatusCode.InternalServerError) : null };
        using TogetherClient client = Client(storage);
        await client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned);
        Assert.Equal(3, storage.Asked.Count(line => line.StartsWith("PUT", StringComparison.Ordinal)));
        Assert.Equal("hello", Encoding.UTF8.GetString(storage.Held["/place-1"]));
    }

    [Fact]
    public async Task A_place_that_has_expired_is_asked_for_once_more_and_the_first_file_is_taken_back()
    {
        Storage storage = new() { Instead = (line, _) => line.StartsWith("PUT bucket.test/place-1", StringComparison.Ordinal) ? Expired() : null };
        using TogetherClient client = Client(storage);
        TogetherFile file = await client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned);
        Assert.Equal("file-2", file.Id);
        Assert.Equal(
            [
                "POST example.test/v1/files", "PUT bucket.test/place-1?sig=secret", "DELETE example.test/v1/files/file-1",
                "POST example.test/v1/files", "PUT bucket.test/place-2?sig=secret", "POST example.test/v1/files/file-2/preprocess",
            ],
            storage.Asked);
    }

    [Fact]
    public async Task A_second_refusal_is_told_without_the_address_and_leaves_no_file()
    {
        Storage storage = new() { Instead = (line, _) => line.StartsWith("PUT", StringComparison.Ordinal) ? Expired() : null };
        using TogetherClient client = Client(storage);
        TogetherException thrown = await Assert.ThrowsAnyAsync<TogetherException>(
            () => client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned));
        Assert.Equal(HttpStatusCode.Forbidden, thrown.StatusCode);
        Assert.DoesNotContain("secret", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal(["DELETE example.test/v1/files/file-1", "DELETE example.test/v1/files/file-2"], storage.Asked.Where(line => line.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_service_that_needs_no_telling_is_asked_for_the_file()
    {
        Storage storage = new() { Instead = (line, _) => line.EndsWith("/preprocess", StringComparison.Ordinal) ? Storage.Json("{}", HttpStatusCode.NotFound) : null };
        using TogetherClient client = Client(storage);
        TogetherFile file = await client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned);
        Assert.Equal(("file-1", "GET example.test/v1/files/file-1"), (file.Id, storage.Asked[^1]));
    }

    [Fact]
    public async Task A_service_without_storage_is_told_with_the_way_out()
    {
        Storage storage = new() { Instead = (_, _) => Storage.Json("{}") };
        using TogetherClient client = Client(storage);
        TogetherResponseException thrown = await Assert.ThrowsAsync<TogetherResponseException>(
            () => client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned));
        Assert.Contains("UploadFlow.Direct", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_at_the_door_may_be_about_credits_and_says_so()
    {
        Storage storage = new() { Instead = (_, _) => Storage.Json("""{"error":{"message":"no"}}""", HttpStatusCode.Unauthorized) };
        using TogetherClient client = Client(storage);
        TogetherAuthenticationException thrown = await Assert.ThrowsAsync<TogetherAuthenticationException>(
            () => client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned));
        Assert.Contains("credits of a trial", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, thrown.StatusCode);
    }

    [Fact]
    public async Task Cancelled_at_any_request_it_leaves_no_file_behind()
    {
        for (int request = 1; request <= 3; request++)
        {
            using CancellationTokenSource caller = new();
            Storage storage = new();
            int seen = 0;
            storage.Instead = (_, _) =>
            {
                if (++seen == request)
                    caller.Cancel();
                caller.Token.ThrowIfCancellationRequested();
                return null;
            };
            using TogetherClient client = Client(storage);
            Task upload = client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned, cancellationToken: caller.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
            Assert.Equal(request == 1 ? 0 : 1, storage.Asked.Count(line => line.StartsWith("DELETE", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_announced_is_taken_back_too()
    {
        Storage storage = new() { Instead = (line, _) => line.EndsWith("/preprocess", StringComparison.Ordinal) ? Storage.Json("{}", HttpStatusCode.InternalServerError) : null };
        using TogetherClient client = Client(storage);
        await Assert.ThrowsAsync<TogetherServerException>(() => client.Files.UploadAsync(Content("hello"), "a.jsonl", FilePurpose.Eval, s_presigned));
        Assert.Equal("DELETE example.test/v1/files/file-1", storage.Asked[^1]);
    }

    internal static TogetherClient Client(HttpMessageHandler handler, Action<TogetherClientOptions>? configure = null) => Calls.Client(handler, configure: options =>
    {
        options.Retry.BaseDelay = TimeSpan.FromTicks(1);
        configure?.Invoke(options);
    });

    internal static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private static HttpResponseMessage Expired() =>
        FakeHandler.Answer(HttpStatusCode.Forbidden, "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", "application/xml");
}
