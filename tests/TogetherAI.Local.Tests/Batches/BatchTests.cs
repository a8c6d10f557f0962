using System.Text;
using System.Text.Json;

namespace TogetherAI.Local.Tests.Batches;

/// <summary>Batches from their file to their results, on the server's clock.</summary>
public class BatchTests
{
    [Theory]
    [InlineData(HostKind.InProcess)]
    [InlineData(HostKind.Kestrel)]
    public async Task Every_request_gets_its_answer(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host, o => o.TimeProvider = new VirtualTimeProvider { AutoAdvance = true });
        local.Chat.When(static request => request.LastUserText.StartsWith("scripted", StringComparison.Ordinal)).Reply("from the script");
        using TogetherClient client = local.CreateClient();
        BatchJob job = await RunAsync(client, [("a", "scripted 1"), ("b", "scripted 2"), ("c", "Hello.")]);

        Assert.Equal((BatchStatus.Completed, 100d), (job.Status, job.Progress));
        Assert.Null(job.ErrorFileId);
        Dictionary<string, BatchResult> results = await ResultsAsync(client, job);
        Assert.Equal(["a", "b", "c"], results.Keys.Order());
        Assert.Equal("from the script", results["a"].Response!.Text);
        Assert.NotEqual("", results["c"].Response!.Text);
        LocalBatch batch = Assert.Single(local.Batches);
        Assert.Equal((job.Id, "COMPLETED", 3), (batch.Id, batch.Status, batch.CustomIds.Count));
    }

    [Fact]
    public async Task The_states_follow_the_clock()
    {
        VirtualTimeProvider time = new();
        await using LocalTogether local = await Hosts.StartAsync(configure: o =>
        {
            o.TimeProvider = time;
            o.Batches.ValidationTime = TimeSpan.FromMinutes(1);
            o.Batches.TimePerRequest = TimeSpan.FromHours(1);
        });
        local.Chat.Always().Reply("ok");
        using TogetherClient client = local.CreateClient();
        string id = await CreateAsync(client, [("a", "1"), ("b", "2")]);
        await WorkedAsync(local, client, id);

        Assert.Equal((BatchStatus.Validating, 0d), await LookAsync(client, id));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((BatchStatus.InProgress, 0d), await LookAsync(client, id));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((BatchStatus.InProgress, 50d), await LookAsync(client, id));
        time.Advance(TimeSpan.FromHours(5));
        Assert.Equal((BatchStatus.Completed, 100d), await LookAsync(client, id));
        BatchJob job = await client.Batches.GetAsync(id);
        Assert.Equal(job.CreatedAt + TimeSpan.FromMinutes(121), job.CompletedAt);
    }

    [Fact]
    public async Task The_wire_is_the_services()
    {
        await using LocalTogether local = await Hosts.StartAsync();
        using TogetherClient client = local.CreateClient();
        TogetherFile file = await UploadAsync(client, Lines([("a", "?")]));
        (int status, string body) = await local.PostAsync("/v1/batches", $$"""{"input_file_id":"{{file.Id}}","endpoint":"/v1/chat/completions","completion_window":"24h"}""");
        Assert.Equal(201, status);
        using JsonDocument json = JsonDocument.Parse(body);
        JsonElement job = json.RootElement.GetProperty("job");
        Assert.Equal("VALIDATING", job.GetProperty("status").GetString());
        Assert.Equal("2026-01-02T00:00:00Z", job.GetProperty("job_deadline").GetString());
        using HttpClient http = local.CreateHttpClient();
        Assert.StartsWith("[{\"id\":\"batch-00000001\"", await http.GetStringAsync(new Uri("/v1/batches", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal((404, """{"error":"There is no batch x here."}"""), await GetAsync(http, "/v1/batches/x"));
        Assert.Equal(404, (await local.PostAsync("/v1/batches", """{"input_file_id":"file-x","endpoint":"/v1/chat/completions"}""")).Status);
        Assert.Equal(400, (await local.PostAsync("/v1/batches", $$"""{"input_file_id":"{{file.Id}}","endpoint":"/v1/audio/transcriptions"}""")).Status);
    }

    [Theory]
    [InlineData("{\"custom_id\":\"a\",\"body\":{\"model\":\"tai-tiny\"}}\n{\"custom_id\":\"a\",\"body\":{\"model\":\"tai-tiny\"}}", "Line 2: custom_id 'a' is not unique")]
    [InlineData("{\"custom_id\":\"a\",\"body\":{\"model\":\"tai-tiny\"}}\n{\"custom_id\":\"b\",\"body\":{\"model\":\"other\"}}", "Line 2: all requests must have the same model")]
    [InlineData("nonsense", "Line 1: not valid JSON")]
    [InlineData("{\"custom_id\":\"a\",\"body\":{}}", "Line 1: body.model is required")]
    [InlineData("", "The file has no requests.")]
    public async Task A_file_that_is_no_batch_fails_its_validation(string lines, string error)
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: o => o.TimeProvider = new VirtualTimeProvider { AutoAdvance = true });
        using TogetherClient client = local.CreateClient();
        TogetherFile file = await client.Files.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), "x.jsonl", FilePurpose.BatchApi, new() { Check = null });
        BatchCreation created = await client.Batches.CreateAsync(new() { InputFileId = file.Id });
        BatchJob job = await client.Batches.WaitAsync(created.Job.Id);
        Assert.Equal(BatchStatus.Failed, job.Status);
        Assert.StartsWith(error, job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_that_fails_is_told_in_one_of_the_two_files(bool inOutput)
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: o =>
        {
            o.TimeProvider = new VirtualTimeProvider { AutoAdvance = true };
            o.Batches.FailedRequestsInOutput = inOutput;
        });
        local.Chat.Always().Reply("ok");
        local.Faults.OnBatchRequests().When(static request => request.LastUserText == "2").Respond(500, message: "broken", code: "internal_error");
        using TogetherClient client = local.CreateClient();
        BatchJob job = await RunAsync(client, [("a", "1"), ("b", "2"), ("c", "3")]);

        Assert.Equal(inOutput, job.ErrorFileId is null);
        Dictionary<string, BatchResult> results = await ResultsAsync(client, job);
        Assert.Equal(("broken", "internal_error"), (results["b"].Error!.Message, results["b"].Error!.Code));
        Assert.Equal("ok", results["c"].Response!.Text);
    }

    [Fact]
    public async Task A_batch_that_is_cancelled_keeps_the_answers_it_has()
    {
        VirtualTimeProvider time = new();
        await using LocalTogether local = await Hosts.StartAsync(configure: o =>
        {
            o.TimeProvider = time;
            o.Batches.TimePerRequest = TimeSpan.FromMinutes(1);
        });
        local.Chat.Always().Reply("ok");
        using TogetherClient client = local.CreateClient();
        string id = await CreateAsync(client, [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]);
        await WorkedAsync(local, client, id);
        time.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(6));
        BatchJob job = await client.Batches.CancelAsync(id);
        Assert.Equal(BatchStatus.Cancelled, job.Status);
        Dictionary<string, BatchResult> results = await ResultsAsync(client, job);
        Assert.Equal(2, results.Values.Count(static result => result.Error is null));
        Assert.Equal(2, results.Values.Count(static result => result.Error?.Code == "batch_cancelled"));
        Assert.Equal(BatchStatus.Cancelled, (await client.Batches.CancelAsync(id)).Status);
    }

    internal static async Task<BatchJob> RunAsync(TogetherClient client, IEnumerable<(string Id, string Text)> requests) =>
        await client.Batches.WaitAsync(await CreateAsync(client, requests));

    internal static async Task<Dictionary<string, BatchResult>> ResultsAsync(TogetherClient client, BatchJob job)
    {
        Dictionary<string, BatchResult> results = [];
        await foreach (BatchResult result in client.Batches.ReadResultsAsync(job))
            results.Add(result.CustomId!, result);
        return results;
    }

    private static async Task<string> CreateAsync(TogetherClient client, IEnumerable<(string Id, string Text)> requests)
    {
        TogetherFile file = await UploadAsync(client, Lines(requests));
        return (await client.Batches.CreateAsync(new() { InputFileId = file.Id })).Job.Id;
    }

    private static Task<TogetherFile> UploadAsync(TogetherClient client, string lines) =>
        client.Files.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), "requests.jsonl", FilePurpose.BatchApi);

    private static string Lines(IEnumerable<(string Id, string Text)> requests) => string.Join('\n', requests.Select(static request =>
        $$$"""{"custom_id":"{{{request.Id}}}","body":{"model":"tai-tiny","max_tokens":8,"messages":[{"role":"user","content":"{{{request.Text}}}"}]}}"""));

    private static async Task<(BatchStatus? Status, double? Progress)> LookAsync(TogetherClient client, string id)
    {
        BatchJob job = await client.Batches.GetAsync(id);
        return (job.Status, job.Progress);
    }

    // The states follow the clock only when the work is done; how long that takes is this machine's affair.
    private static Task WorkedAsync(LocalTogether local, TogetherClient client, string id) =>
        local.Batches.Single(batch => batch.Id == id).WaitForWorkAsync().WaitAsync(Hosts.Patience, TimeProvider.System);

    private static async Task<(int Status, string Body)> GetAsync(HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
