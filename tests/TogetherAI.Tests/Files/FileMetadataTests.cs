namespace TogetherAI.Tests.Files;

/// <summary>Listing, looking at and deleting files.</summary>
public class FileMetadataTests
{
    private const string Validated =
        """
        {"id":"file-1","object":"file","created_at":1700000000,"filename":"train.jsonl","bytes":5000000000,"purpose":"fine-tune","Processed":true,
         "FileType":"jsonl","processing_status":"INVALID_FORMAT","validation_report":{"valid":false,"dataset_format":"CONVERSATION",
         "dataset_has_sample_weights":true,"dataset_has_message_weights":false,"dataset_is_multimodal":true,"dataset_has_tools":false,
         "dataset_has_parallel_tool_calls":true,"dataset_has_reasoning":false,"nlines":17,"file_id":"file-1","error_type":"INVALID_FORMAT",
         "error":"line 3","hint":"x"},"LineCount":17}
        """;

    [Fact]
    public async Task A_file_is_read_field_by_field_and_written_as_it_came()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Validated, headers: ("x-request-id", "req-1"));
        using TogetherClient client = Calls.Client(handler);
        TogetherFile file = await client.Files.GetAsync("file/1");

        Assert.Equal(("GET", "https://example.test/v1/files/file%2F1"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal(("file-1", "file", 1700000000L, "train.jsonl", 5_000_000_000L), (file.Id, file.Object, file.CreatedAt, file.Filename, file.Bytes));
        Assert.Equal((FilePurpose.FineTune, true, FileType.Jsonl), (file.Purpose!.Value, file.Processed!.Value, file.FileType!.Value));
        Assert.Equal(FileProcessingStatus.InvalidFormat, file.ProcessingStatus);
        Assert.Equal("req-1", file.RequestId);
        FileValidationReport report = file.ValidationReport!;
        Assert.Equal((false, "CONVERSATION", 17L, "file-1"), (report.Valid!.Value, report.DatasetFormat, report.Nlines!.Value, report.FileId));
        Assert.Equal((true, false, true), (report.DatasetHasSampleWeights!.Value, report.DatasetHasMessageWeights!.Value, report.DatasetIsMultimodal!.Value));
        Assert.Equal((false, true, false), (report.DatasetHasTools!.Value, report.DatasetHasParallelToolCalls!.Value, report.DatasetHasReasoning!.Value));
        Assert.Equal(("INVALID_FORMAT", "line 3"), (report.ErrorType, report.Error));
        Assert.Equal(["LineCount"], file.UnknownFields.Keys);
        Assert.Equal(["hint"], report.UnknownFields.Keys);
        Wire.Same(Validated, Wire.Serialize(file, TogetherJsonContext.Default.TogetherFile));
    }

    [Fact]
    public async Task The_list_stands_in_an_object()
    {
        FakeHandler handler = new FakeHandler().ThenJson("{\"data\":[" + Validated + """,{"id":"b","purpose":"vision","FileType":"txt","processing_status":"PAUSED"}],"more":1}""");
        using TogetherClient client = Calls.Client(handler);
        FileList files = await client.Files.ListAsync();

        Assert.Equal(("GET", "https://example.test/v1/files"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal(["file-1", "b"], files.Data.Select(file => file.Id));
        Assert.Equal(("vision", "txt", "PAUSED"), (files.Data[1].Purpose!.Value.Value, files.Data[1].FileType!.Value.Value, files.Data[1].ProcessingStatus!.Value.Value));
        Assert.Null(files.Data[1].Processed);
        Assert.Equal(["more"], files.UnknownFields.Keys);
    }

    [Theory]
    [InlineData("""{"data":[null]}""")]
    [InlineData("""{"data":[{"bytes":"many"}]}""")]
    [InlineData("[]")]
    public async Task Anything_else_is_told_as_an_answer_that_breaks_its_promise(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        await Assert.ThrowsAsync<TogetherResponseException>(() => client.Files.ListAsync());
    }

    [Fact]
    public async Task A_file_is_deleted()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"id":"file-1","deleted":true}""");
        using TogetherClient client = Calls.Client(handler);
        FileDeletion deletion = await client.Files.DeleteAsync("file-1");

        Assert.Equal(("DELETE", "https://example.test/v1/files/file-1", null), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri, handler.Requests[0].Body));
        Assert.Equal(("file-1", true), (deletion.Id, deletion.Deleted!.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("..")]
    public async Task An_id_that_names_no_file_is_refused(string id)
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        await Assert.ThrowsAsync<ArgumentException>(() => client.Files.DeleteAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Files.DownloadAsync(id, new MemoryStream()));
    }

    [Fact]
    public void What_is_missing_stays_missing() =>
        Assert.Equal("""{"id":"b","object":"","created_at":0,"filename":"","bytes":0}""", Wire.RoundTrip("""{"id":"b"}""", TogetherJsonContext.Default.TogetherFile));
}
