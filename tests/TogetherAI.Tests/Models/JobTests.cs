namespace TogetherAI.Tests.Models;

/// <summary>Work in the background: looking at it, and waiting for its end.</summary>
public class JobTests
{
    private const string Job =
        """
        {"type":"model_upload","job_id":"job-1","status":"Complete",
         "status_updates":[{"status":"Queued","message":"Job is Queued","timestamp":"2025-03-11T22:05:43Z"},
                           {"status":"Napping","message":"","timestamp":"2025-03-11T22:36:12Z","by":"worker-3"}],
         "args":{"description":"Finetuned","modelName":"me/Qwen","modelSource":"unsloth/Qwen","modelType":"model"},
         "created_at":"2025-03-11T22:05:43Z","updated_at":"2025-03-11T22:36:12.5Z","queue":2}
        """;

    [Fact]
    public async Task A_job_tells_all_about_itself()
    {
        FakeHandler handler = new FakeHandler().ThenJson(Job);
        using TogetherClient client = Calls.Client(handler);
        Job job = await client.Jobs.GetAsync("job/1");

        Assert.Equal(("GET", "https://example.test/v1/jobs/job%2F1"), (handler.Requests[0].Method, handler.Requests[0].Uri.AbsoluteUri));
        Assert.Equal(("model_upload", "job-1", JobStatus.Complete), (job.Type, job.JobId, job.Status));
        Assert.Equal((JobStatus.Queued, "Job is Queued"), (job.StatusUpdates[0].Status, job.StatusUpdates[0].Message));
        Assert.Equal(new DateTimeOffset(2025, 3, 11, 22, 5, 43, TimeSpan.Zero), job.StatusUpdates[0].Timestamp);
        Assert.Equal(("Finetuned", "me/Qwen", "unsloth/Qwen"), (job.Args!.Description, job.Args.ModelName, job.Args.ModelSource));
        Assert.Equal(new DateTimeOffset(2025, 3, 11, 22, 5, 43, TimeSpan.Zero), job.CreatedAt);
        Assert.Equal(new DateTimeOffset(2025, 3, 11, 22, 36, 12, 500, TimeSpan.Zero), job.UpdatedAt);
        Wire.Same(Job, Wire.Serialize(job, TogetherJsonContext.Default.Job));
    }

    [Fact]
    public async Task All_jobs_come_in_one_list()
    {
        FakeHandler handler = new FakeHandler().ThenJson($$"""{"data":[{{Job}}],"next":null}""");
        using TogetherClient client = Calls.Client(handler);
        JobList jobs = await client.Jobs.ListAsync();

        Assert.Equal("https://example.test/v1/jobs", handler.Requests[0].Uri.AbsoluteUri);
        Assert.Equal("job-1", Assert.Single(jobs.Data).JobId);
        Assert.True(jobs.UnknownFields.ContainsKey("next"));
    }

    [Theory]
    [InlineData("Complete")]
    [InlineData("Failed")]
    public async Task Waiting_ends_with_the_job_however_it_ended(string end)
    {
        FakeHandler handler = new FakeHandler();
        foreach (string status in (string[])["Queued", "Running", "Dreaming", end])
            handler.ThenJson($$"""{"job_id":"j","status":"{{status}}"}""");
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromMinutes(1) });
        SeenStates<Job> seen = new();
        Job job = await client.Jobs.WaitAsync("j", progress: seen);

        Assert.Equal(end, job.Status.Value);
        Assert.Equal(["Queued", "Running", "Dreaming", end], seen.All.Select(state => state.Status.Value));
    }

    [Fact]
    public async Task Waiting_ends_with_its_deadline()
    {
        FakeHandler handler = new FakeHandler().ThenJson("""{"status":"Running"}""").ThenJson("""{"status":"Running"}""").ThenJson("""{"status":"Running"}""");
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromMinutes(1) });
        TogetherTimeoutException timeout = await Assert.ThrowsAsync<TogetherTimeoutException>(
            () => client.Jobs.WaitAsync("j", new WaitOptions { Deadline = TimeSpan.FromSeconds(8) }));

        Assert.Equal((TimeoutKind.Wait, 3), (timeout.Kind, handler.Requests.Count));
    }

    [Fact]
    public async Task A_job_without_a_name_is_refused()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        await Assert.ThrowsAsync<ArgumentException>(() => client.Jobs.GetAsync(" "));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Jobs.WaitAsync(null!));
    }
}
