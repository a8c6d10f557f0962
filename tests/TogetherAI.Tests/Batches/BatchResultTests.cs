using System.Net;
using TogetherAI.Tests.Files;

namespace TogetherAI.Tests.Batches;

/// <summary>What the lines of a batch's files become. Each line becomes something.</summary>
public class BatchResultTests
{
    private const string Chat =
        """{"id":"o1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"yes"}}],"usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}""";

    private static readonly BatchJob s_both = new() { Id = "b", Status = BatchStatus.Completed, OutputFileId = "file-out", ErrorFileId = "file-err" };

    [Fact]
    public async Task Answers_come_first_then_errors_each_with_its_id()
    {
        (List<BatchResult> results, FakeHandler handler) = await ReadAsync(
            s_both,
            "{\"custom_id\":\"b\",\"response\":{\"status_code\":200,\"body\":" + Chat + "}}\n",
            """{"custom_id":"a","error":{"message":"too long","code":"context","type":"invalid_request_error","param":"messages"}}""");

        Assert.Equal(
            ["https://example.test/v1/files/file-out/content", "https://example.test/v1/files/file-err/content"],
            handler.Requests.Select(request => request.Uri.AbsoluteUri));
        Assert.Equal(["b", "a"], results.Select(result => result.CustomId));
        Assert.Equal(("yes", 3), (results[0].Response!.Text, results[0].Response!.Usage!.TotalTokens));
        Assert.Equal((null, 200, "file-out", 1L), (results[0].Error, results[0].StatusCode!.Value, results[0].FileId, results[0].LineNumber));
        Assert.Equal("o1", results[0].Body!.Value.GetProperty("id").GetString());
        Assert.Equal(
            new BatchError { Kind = BatchErrorKind.Failed, Message = "too long", Code = "context", Type = "invalid_request_error", Parameter = "messages" },
            results[1].Error);
        Assert.Equal((null, null, "file-err", 1L), (results[1].Response, results[1].StatusCode, results[1].FileId, results[1].LineNumber));
        Assert.All(results, result => Assert.False(result.IsDuplicate));
    }

    [Theory]
    [InlineData("""{"custom_id":"a","response":{"status_code":500,"body":{"error":{"message":"m1","code":"c1"}}}}""", "m1", "c1")]
    [InlineData("""{"custom_id":"a","response":{"status_code":"429","body":{"error":"m1"}}}""", "m1", null)]
    [InlineData("""{"custom_id":"a","response":{"status_code":400,"body":{"message":"m1","code":7}}}""", "m1", "7")]
    [InlineData("""{"custom_id":"a","response":{"status_code":400,"body":null}}""", "The request was answered with status 400.", null)]
    [InlineData("""{"custom_id":"a","response":{"status_code":400},"error":{"message":"m1"}}""", "m1", null)]
    [InlineData("""{"custom_id":"a","response":{"status_code":200,"body":{"error":{"message":"m1"}}}}""", "m1", null)]
    [InlineData("""{"custom_id":"a","response":null,"error":{"message":"m1","code":null}}""", "m1", null)]
    [InlineData("""{"custom_id":"a","error":"m1"}""", "m1", null)]
    [InlineData("""{"custom_id":"a","error":""}""", "The service gave no reason.", null)]
    public async Task A_request_that_failed_says_why(string line, string message, string? code)
    {
        BatchResult result = Assert.Single((await ReadAsync(s_both with { ErrorFileId = null }, line)).Results);
        Assert.Equal(("a", null), (result.CustomId, result.Response));
        Assert.Equal(new BatchError { Kind = BatchErrorKind.Failed, Message = message, Code = code }, result.Error);
    }

    [Theory]
    [InlineData("""{"custom_id":"a","respon""", null)]
    [InlineData("not JSON", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("""{"custom_id":"a"}""", "a")]
    [InlineData("""{"custom_id":7}""", null)]
    [InlineData("""{"custom_id":"a","response":{"status_code":200}}""", "a")]
    [InlineData("""{"custom_id":"a","response":"yes"}""", "a")]
    [InlineData("""{"custom_id":"a","response":{"status_code":200,"body":[]}}""", "a")]
    [InlineData("""{"custom_id":"a","response":{"status_code":200,"body":{"choices":7}}}""", "a")]
    [InlineData("""{"custom_id":"\ud800","error":"x"}""", null)]
    public async Task A_line_that_cannot_be_read_is_a_result_that_names_it(string line, string? id)
    {
        (List<BatchResult> results, _) = await ReadAsync(s_both with { ErrorFileId = null }, "\n" + Good("1") + "\r\n" + line + "\n" + Good("2"));

        Assert.Equal(["1", id, "2"], results.Select(result => result.CustomId));
        Assert.Equal(BatchErrorKind.Unreadable, results[1].Error!.Kind);
        Assert.StartsWith("Line 3 of file-out ", results[1].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(line, System.Text.Encoding.UTF8.GetString(results[1].Line.Span));
        Assert.Null(results[1].Response);
    }

    [Fact]
    public async Task A_second_result_for_an_id_is_marked()
    {
        (List<BatchResult> results, _) = await ReadAsync(s_both, Good("a") + "\n" + Good("b") + "\n" + Good("a"), """{"custom_id":"b","error":"x"}""" + "\nbad\nbad");
        Assert.Equal([false, false, true, true, false, false], results.Select(result => result.IsDuplicate));
    }

    [Fact]
    public async Task Only_an_error_file_is_enough()
    {
        (List<BatchResult> results, FakeHandler handler) = await ReadAsync(s_both with { OutputFileId = "" }, """{"custom_id":"a","error":"x"}""");
        Assert.Equal("file-err", Assert.Single(results).FileId);
        Assert.Single(handler.Requests);
    }

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("FAILED")]
    [InlineData("SOMETHING_NEW")]
    public async Task Without_files_there_are_no_results(string status) =>
        Assert.Empty((await ReadAsync(new BatchJob { Id = "b", Status = new BatchStatus(status) })).Results);

    [Theory]
    [InlineData("VALIDATING")]
    [InlineData("IN_PROGRESS")]
    public void A_batch_that_goes_on_has_no_results_yet(string status)
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => client.Batches.ReadResultsAsync(s_both with { Status = new BatchStatus(status) }));
        Assert.Contains(status, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_endpoints_answers_are_at_hand_as_json()
    {
        BatchJob job = s_both with { Endpoint = BatchEndpoint.AudioTranscriptions, ErrorFileId = null };
        BatchResult result = Assert.Single((await ReadAsync(job, """{"custom_id":"a","response":{"status_code":200,"body":{"text":"hello"}}}""")).Results);

        Assert.Equal((null, null), (result.Response, result.Error));
        Assert.Equal("hello", result.Body!.Value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_transfer_that_breaks_within_a_line_loses_nothing()
    {
        string file = string.Concat(Enumerable.Range(0, 50).Select(i => Good($"id-{i}") + "\n"));
        StorageServer server = new StorageServer(Wire.Utf8(file)).BreaksAfter(777).BreaksAfter(1).BreaksAfter(3000);
        using TogetherClient client = Calls.Client(server, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(30) });
        List<string?> ids = [];
        await foreach (BatchResult result in client.Batches.ReadResultsAsync(s_both with { ErrorFileId = null }))
            ids.Add(result.Error is null ? result.CustomId : result.Error.Message);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"id-{i}"), ids);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Leaving_the_loop_ends_the_transfer()
    {
        ScriptedStream body = new ScriptedStream().Write(Good("a") + "\n");
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        await foreach (BatchResult result in client.Batches.ReadResultsAsync(s_both))
        {
            Assert.Equal("a", result.CustomId);
            break;
        }

        await body.Disposed;
    }

    [Fact]
    public async Task A_token_given_to_the_loop_ends_it()
    {
        using CancellationTokenSource source = new();
        ScriptedStream body = new ScriptedStream().Write(Good("a") + "\n");
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (BatchResult _ in client.Batches.ReadResultsAsync(s_both).WithCancellation(source.Token))
                await source.CancelAsync();
        });
    }

    private static string Good(string id) => "{\"custom_id\":\"" + id + "\",\"response\":{\"status_code\":200,\"body\":" + Chat + "}}";

    private static async Task<(List<BatchResult> Results, FakeHandler Handler)> ReadAsync(BatchJob job, params string[] files)
    {
        FakeHandler handler = new();
        foreach (string file in files)
            handler.ThenText(HttpStatusCode.OK, file, "text/plain");
        using TogetherClient client = Calls.Client(handler);
        List<BatchResult> results = [];
        await foreach (BatchResult result in client.Batches.ReadResultsAsync(job))
            results.Add(result);
        return (results, handler);
    }
}
