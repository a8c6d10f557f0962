namespace TogetherAI.Local.Tests.Lanes;

public class DedicatedLaneTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task An_answer_takes_the_time_of_its_prompt_and_of_its_tokens(HostKind host)
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d =>
            {
                d.TimeToFirstToken = TimeSpan.FromMilliseconds(200);
                d.TimePerPromptToken = TimeSpan.FromMilliseconds(100);
                d.TokensPerSecond = 10;
            },
            host,
            reply: "one two three four five");
        cloud.Time.AutoAdvance = true;
        // Three words of prompt: 0.2 + 3 * 0.1 s; then four more words.
        Assert.Equal("one two three four five", (await cloud.AskAsync("Count to five.")).Text);
        Assert.Equal(0.9, cloud.Elapsed, 6);
        Assert.Equal("one two three four five", await cloud.StreamAsync("Count to five."));
        Assert.Equal(1.8, cloud.Elapsed, 6);
        Assert.Equal((2, 0, 0), (cloud.Lane.Served, cloud.Lane.Running, cloud.Lane.Queued));
    }

    [Fact]
    public async Task The_choices_of_a_request_run_side_by_side()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d => (d.TimeToFirstToken, d.TokensPerSecond) = (Second, 10), reply: "one two three");
        cloud.Time.AutoAdvance = true;
        Assert.Equal(4, (await cloud.AskAsync(choices: 4)).Choices.Count);
        Assert.Equal(1.2, cloud.Elapsed, 6);
    }

    [Fact]
    public async Task Slots_fill_and_the_rest_waits_its_turn()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(static d =>
        {
            (d.Replicas, d.SlotsPerReplica) = (2, 2);
            d.TokensPerSecond = 1;
        });
        List<string> order = [];
        cloud.Local.Chat.Clear();
        cloud.Local.Chat.Always().Reply(r =>
        {
            lock (order)
                order.Add(r.LastUserText);
            return "one two";
        });
        List<Task> asked = [];
        for (int i = 0; i < 6; i++)
        {
            asked.Add(cloud.AskAsync(FormattableString.Invariant($"{i}")));
            await LaneCloud.UntilAsync(() => cloud.Lane.Running + cloud.Lane.Queued == i + 1);
        }

        Assert.Equal((4, 2), (cloud.Lane.Running, cloud.Lane.Queued));
        Assert.Equal([2, 2], cloud.Lane.Replicas.Select(static replica => replica.Running));
        cloud.Time.AutoAdvance = true;
        await Task.WhenAll(asked);
        Assert.Equal(2, cloud.Elapsed, 6);
        Assert.Equal(["4", "5"], order.Skip(4).Order());
        Assert.Equal(6, cloud.Lane.Served);
    }

    [Fact]
    public async Task A_replica_reads_one_prompt_after_the_other()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(static d => d.TimeToFirstToken = Second);
        await cloud.AskAllAsync(5);
        Assert.Equal(5, cloud.Elapsed, 6);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_full_queue_refuses(HostKind host)
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d => (d.SlotsPerReplica, d.MaxQueue, d.TimeToFirstToken) = (1, 1, Second), host);
        Task first = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 1);
        Task second = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Queued == 1);
        TogetherException e = await Assert.ThrowsAnyAsync<TogetherException>(() => cloud.AskAsync());
        Assert.Equal((503, "overloaded"), ((int)e.StatusCode!, e.ErrorType));
        Assert.Contains("The queue of lane is full", e.Message, StringComparison.Ordinal);
        cloud.Time.AutoAdvance = true;
        await Task.WhenAll(first, second);
        Assert.Equal((2, 1), (cloud.Lane.Served, cloud.Lane.Refused));
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_client_that_goes_away_gives_back_its_slot_and_its_place(HostKind host)
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d => (d.SlotsPerReplica, d.TimeToFirstToken) = (1, Second), host);
        using CancellationTokenSource inSlot = new();
        using CancellationTokenSource inQueue = new();
        Task first = cloud.AskAsync(cancellationToken: inSlot.Token);
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 1);
        Task second = cloud.AskAsync(cancellationToken: inQueue.Token);
        await LaneCloud.UntilAsync(() => cloud.Lane.Queued == 1);
        Task third = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Queued == 2);

        await inQueue.CancelAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Queued == 1);
        await inSlot.CancelAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Queued == 0 && cloud.Lane.Unfinished == 2);
        Assert.Equal(1, cloud.Lane.Running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        cloud.Time.AutoAdvance = true;
        await third;
        Assert.Equal(1, cloud.Elapsed, 6);
        Assert.Equal((1, 2), (cloud.Lane.Served, cloud.Lane.Unfinished));
    }

    [Fact]
    public async Task A_client_that_goes_away_lets_the_next_prompt_be_read()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(static d => d.TimeToFirstToken = Second);
        using CancellationTokenSource leaving = new();
        Task first = cloud.AskAsync(cancellationToken: leaving.Token);
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 1);
        Task second = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 2);
        await leaving.CancelAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Unfinished == 1);
        cloud.Time.AutoAdvance = true;
        await second;
        Assert.Equal(1, cloud.Elapsed, 6);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }
}
