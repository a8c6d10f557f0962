namespace TogetherAI.Local.Tests.Batches;

/// <summary>The bad days of batches, scripted: one batch each, and the next is well again.</summary>
public class BatchFaultTests
{
    [Fact]
    public async Task A_batch_can_fail()
    {
        (BatchJob job, BatchJob next) = await RunTwoAsync(static faults => faults.Fail("The model is not available for batches."));
        Assert.Equal((BatchStatus.Failed, "The model is not available for batches."), (job.Status, job.Error));
        Assert.Equal(BatchStatus.Completed, next.Status);
    }

    [Fact]
    public async Task A_batch_can_expire_with_a_part_of_its_answers()
    {
        Dictionary<string, BatchResult> results = [];
        (BatchJob job, _) = await RunTwoAsync(static faults => faults.Expire(answered: 0.5), async (client, ended) => results = await BatchTests.ResultsAsync(client, ended));
        Assert.Equal((BatchStatus.Expired, job.CreatedAt + TimeSpan.FromHours(24)), (job.Status, job.CompletedAt));
        Assert.Equal(2, results.Values.Count(static result => result.Error is null));
        Assert.Equal(2, results.Values.Count(static result => result.Error?.Code == "batch_expired"));
    }

    [Fact]
    public async Task A_batch_can_lose_its_output()
    {
        (BatchJob job, _) = await RunTwoAsync(static faults => faults.LoseOutput());
        Assert.Equal((BatchStatus.Completed, null, null), (job.Status, job.OutputFileId, job.ErrorFileId));
    }

    [Fact]
    public async Task A_batch_can_have_nothing_but_errors()
    {
        Dictionary<string, BatchResult> results = [];
        (BatchJob job, _) = await RunTwoAsync(static faults => faults.FailRequests("overloaded", "overloaded"), async (client, ended) => results = await BatchTests.ResultsAsync(client, ended));
        Assert.Equal((BatchStatus.Completed, null), (job.Status, job.OutputFileId));
        Assert.All(results.Values, static result => Assert.Equal("overloaded", result.Error!.Code));
        Assert.Equal(4, results.Count);
    }

    [Theory]
    [InlineData("repeat", 5, 1, 0)]
    [InlineData("stray", 5, 0, 0)]
    [InlineData("garble", 4, 0, 1)]
    [InlineData("lose", 3, 0, 0)]
    public async Task A_line_can_be_wrong(string fault, int lines, int duplicates, int unreadable)
    {
        List<BatchResult> results = [];
        await RunTwoAsync(
            faults =>
            {
                Action put = fault switch { "repeat" => faults.RepeatAnswer, "stray" => faults.StrayAnswer, "garble" => faults.GarbleAnswer, _ => faults.LoseAnswer };
                put();
            },
            async (client, ended) => results = await client.Batches.ReadResultsAsync(ended).ToListAsync());
        Assert.Equal(lines, results.Count);
        Assert.Equal(duplicates, results.Count(static result => result.IsDuplicate));
        Assert.Equal(unreadable, results.Count(static result => result.Error?.Kind == BatchErrorKind.Unreadable));
        Assert.Equal(fault == "stray" ? 1 : 0, results.Count(static result => result.CustomId == "nobody-asked-with-this-id"));
    }

    [Fact]
    public async Task A_batch_whose_creation_is_not_answered_exists_all_the_same()
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: o => o.TimeProvider = new VirtualTimeProvider { AutoAdvance = true });
        local.Chat.Always().Reply("ok");
        local.Faults.OnBatches().Times(1).CutAfter(0);
        using TogetherClient client = local.CreateClient();
        await Assert.ThrowsAnyAsync<TogetherException>(() => BatchTests.RunAsync(client, [("a", "1")]));
        BatchJob job = Assert.Single(await client.Batches.ListAsync());
        Assert.Equal(BatchStatus.Completed, (await client.Batches.WaitAsync(job.Id)).Status);
    }

    private static async Task<(BatchJob Struck, BatchJob Next)> RunTwoAsync(Action<BatchFaultBuilder> fault, Func<TogetherClient, BatchJob, Task>? look = null)
    {
        await using LocalTogether local = await Hosts.StartAsync(configure: o => o.TimeProvider = new VirtualTimeProvider { AutoAdvance = true });
        local.Chat.Always().Reply("ok");
        fault(local.Batches.OnNext());
        using TogetherClient client = local.CreateClient();
        (string, string)[] requests = [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")];
        BatchJob struck = await BatchTests.RunAsync(client, requests);
        if (look is not null)
            await look(client, struck);
        return (struck, await BatchTests.RunAsync(client, requests));
    }
}
