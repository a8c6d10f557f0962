namespace TogetherAI.Tests.Batches;

/// <summary>Waiting ends on every state that does not change again, and on none that does.</summary>
public class BatchWaitTests
{
    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("FAILED")]
    [InlineData("EXPIRED")]
    [InlineData("CANCELLED")]
    public async Task Every_end_ends_it(string status)
    {
        FakeHandler handler = Looks("VALIDATING", "IN_PROGRESS", "PAUSED", "IN_PROGRESS", status);
        ManualTimeProvider time = new() { SkipWaitsUpTo = TimeSpan.FromSeconds(60) };
        DateTimeOffset started = time.GetUtcNow();
        using TogetherClient client = Calls.Client(handler, time);
        List<string> seen = [];
        BatchJob job = await client.Batches.WaitAsync("b", progress: new Log(seen));

        Assert.Equal(status, job.Status!.Value.Value);
        Assert.Equal(["VALIDATING", "IN_PROGRESS", "PAUSED", "IN_PROGRESS", status], seen);
        Assert.Equal(TimeSpan.FromSeconds(30 + 45 + 60 + 60), time.GetUtcNow() - started);
    }

    [Fact]
    public async Task The_deadline_ends_the_waiting()
    {
        FakeHandler handler = Looks("IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS");
        using TogetherClient client = Calls.Client(handler, new ManualTimeProvider { SkipWaitsUpTo = TimeSpan.FromSeconds(60) });
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() =>
            client.Batches.WaitAsync("b", new WaitOptions { Deadline = TimeSpan.FromSeconds(40) }));

        Assert.Equal((TimeoutKind.Wait, TimeSpan.FromSeconds(40)), (thrown.Kind, thrown.Limit));
        Assert.Equal(3, handler.Requests.Count);
    }

    private static FakeHandler Looks(params string[] states)
    {
        FakeHandler handler = new();
        foreach (string state in states)
            handler.ThenJson($$"""{"id":"b","status":"{{state}}"}""");
        return handler;
    }

    private sealed class Log(List<string> seen) : IProgress<BatchJob>
    {
        public void Report(BatchJob value) => seen.Add(value.Status!.Value.Value);
    }
}
