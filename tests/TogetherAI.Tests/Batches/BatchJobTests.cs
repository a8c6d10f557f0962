using System.Net;

namespace TogetherAI.Tests.Batches;

/// <summary>Creating, listing, looking at and cancelling batches.</summary>
public class BatchJobTests
{
    private const string Job =
        """
        {"id":"01234567-8901-2345-6789-012345678901","user_id":"user-1","input_file_id":"file-in","file_size_bytes":1048576,"status":"COMPLETED",
         "job_deadline":"2024-01-16T14:30:00Z","created_at":"2024-01-15T14:30:00.25Z","endpoint":"/v1/chat/completions","progress":99.5,"model_id":"m",
         "output_file_id":"file-out","error_file_id":"file-err","error":"some failed","completed_at":"2024-01-15T16:45:30+01:00","counts":{"ok":1}}
        """;

    [Fact]
    public async Task A_batch_is_created_from_all_fields()
    {
        FakeHandler handler = new FakeHandler().ThenJson("{\"job\":" + Job + ",\"warning\":\"no discount\",\"hint\":1}", HttpStatusCode.Created);
        using TogetherClient client = Calls.Client(handler);
        BatchCreation created = await client.Batches.CreateAsync(new BatchCreateRequest
        {
            Endpoint = BatchEndpoint.AudioTranscriptions,
            InputFileId = "file-in",
            CompletionWindow = "24h",
            Priority = 3,
            ModelId = "m",
        });

        SentRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("POST", "https://example.test/v1/batches"), (sent.Method, sent.Uri.AbsoluteUri));
        Wire.Same("""{"endpoint":"/v1/audio/transcriptions","input_file_id":"file-in","completion_window":"24h","priority":3,"model_id":"m"}""", sent.Body);
        Assert.Equal("no discount", created.Warning);
        Assert.Equal("file-in", created.Job.InputFileId);
        Assert.Equal(["hint"], created.UnknownFields.Keys);
    }

    [Fact]
    public async Task A_batch_is_of_conversations_unless_told_otherwise()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"job":{"id":"b"}}""", HttpStatusCode.Created);
        using TogetherClient client = Calls.Client(handler);
        BatchCreation created = await client.Batches.CreateAsync(new BatchCreateRequest { InputFileId = "file-in" });

        Wire.Same("""{"endpoint":"/v1/chat/completions","input_file_id":"file-in"}""", handler.Requests[0].Body);
        Assert.Null(created.Warning);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"job":null}""")]
    [InlineData("""{"job":{}}""")]
    [InlineData("""{"job":"b"}""")]
    public async Task A_creation_that_does_not_say_what_was_created_is_an_error(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json, HttpStatusCode.Created));
        await Assert.ThrowsAsync<TogetherResponseException>(() => client.Batches.CreateAsync(new BatchCreateRequest { InputFileId = "f" }));
    }

    [Fact]
    public async Task It_is_not_created_again_when_it_may_have_been()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"error":"database is away"}""", HttpStatusCode.InternalServerError);
        using TogetherClient client = Calls.Client(handler);
        TogetherServerException thrown = await Assert.ThrowsAsync<TogetherServerException>(() =>
            client.Batches.CreateAsync(new BatchCreateRequest { InputFileId = "f" }));
        Assert.Contains("database is away", thrown.Message, StringComparison.Ordinal);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task A_batch_is_read_field_by_field_and_written_as_it_came()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Job);
        using TogetherClient client = Calls.Client(handler);
        BatchJob job = await client.Batches.GetAsync("b/1");

        Assert.Equal(("GET", "https://example.test/v1/batches/b%2F1"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal(("01234567-8901-2345-6789-012345678901", "user-1", "file-in", 1048576L), (job.Id, job.UserId, job.InputFileId, job.FileSizeBytes!.Value));
        Assert.Equal((BatchStatus.Completed, BatchEndpoint.ChatCompletions), (job.Status!.Value, job.Endpoint!.Value));
        Assert.Equal(new DateTimeOffset(2024, 1, 16, 14, 30, 0, TimeSpan.Zero), job.JobDeadline);
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 14, 30, 0, 250, TimeSpan.Zero), job.CreatedAt);
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 15, 45, 30, TimeSpan.Zero), job.CompletedAt);
        Assert.Equal((99.5, "m", "file-out", "file-err", "some failed"), (job.Progress!.Value, job.ModelId, job.OutputFileId, job.ErrorFileId, job.Error));
        Assert.Equal(["counts"], job.UnknownFields.Keys);
        Wire.Same(Job, Wire.Serialize(job, TogetherJsonContext.Default.BatchJob));
    }

    [Theory]
    [InlineData("[" + Job + "]")]
    [InlineData("{\"object\":\"list\",\"data\":[" + Job + "],\"has_more\":false}")]
    public async Task The_list_is_bare_and_may_stand_in_an_object(string json)
    {
        FakeHandler handler = new FakeHandler().ThenJson(json);
        using TogetherClient client = Calls.Client(handler);
        BatchList jobs = await client.Batches.ListAsync();

        Assert.Equal(("GET", "https://example.test/v1/batches"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Same(Assert.Single(jobs), jobs[0]);
        Assert.Equal("file-out", jobs[0].OutputFileId);
        Wire.Same(json, Wire.Serialize(jobs, TogetherJsonContext.Default.BatchList));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("\"none\"")]
    [InlineData("""[{"created_at":"yesterday"}]""")]
    [InlineData("""[{"created_at":1700000000}]""")]
    [InlineData("""{"data":null}""")]
    public async Task Anything_else_is_told_as_an_answer_that_breaks_its_promise(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        await Assert.ThrowsAsync<TogetherResponseException>(() => client.Batches.ListAsync());
    }

    [Fact]
    public async Task A_batch_is_cancelled_without_a_body_and_again_if_need_be()
    {
        FakeHandler handler = new FakeHandler()
            .ThenJson("""{"error":"busy"}""", HttpStatusCode.ServiceUnavailable)
            .ThenJson("""{"id":"b","status":"CANCELLING"}""");
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(10) });
        BatchJob job = await client.Batches.CancelAsync("b");

        Assert.Equal(2, handler.Requests.Count);
        Assert.All(handler.Requests, sent => Assert.Equal(("POST", "https://example.test/v1/batches/b/cancel", null), (sent.Method, sent.Uri.AbsoluteUri, sent.Body)));
        Assert.Equal("CANCELLING", job.Status!.Value.Value);
        Assert.False(job.Status.Value.IsFinal);
    }
}
