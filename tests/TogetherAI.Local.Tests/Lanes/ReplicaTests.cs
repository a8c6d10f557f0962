namespace TogetherAI.Local.Tests.Lanes;

/// <summary>What happens to replicas while the server runs.</summary>
public class ReplicaTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Fact]
    public async Task Requests_wait_for_a_cold_start_and_nothing_else_does()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d => (d.ColdStart, d.TimeToFirstToken) = (TimeSpan.FromMinutes(2), Second));
        cloud.Time.AutoAdvance = true;
        Assert.Equal(LaneReplicaState.Starting, cloud.Lane.Replicas[0].State);
        Assert.Equal("one", (await cloud.AskAsync(model: "tai-tiny")).Text);
        Assert.Equal(0, cloud.Elapsed);
        await cloud.AskAsync();
        Assert.Equal(121, cloud.Elapsed, 6);
        Assert.Equal(LaneReplicaState.Ready, cloud.Lane.Replicas[0].State);
    }

    [Fact]
    public async Task Nobody_left_in_the_queue_means_no_wait_for_the_cold_start()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(static d => d.ColdStart = TimeSpan.FromMinutes(2));
        int idle = cloud.Time.PendingTimers;
        using CancellationTokenSource leaving = new();
        Task asked = cloud.AskAsync(cancellationToken: leaving.Token);
        await LaneCloud.UntilAsync(() => cloud.Lane.Queued == 1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await LaneCloud.UntilAsync(() => cloud.Lane.Unfinished == 1 && cloud.Time.PendingTimers == idle);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Losing_a_replica_breaks_what_it_serves_and_nothing_else(HostKind host)
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d => (d.Replicas, d.TimeToFirstToken) = (2, Second), host);
        await using ChatStream stream = await cloud.Client.Chat.StreamAsync(LaneCloud.Request());
        Task<ChatResponse> other = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 2);
        cloud.Lane.Replicas[0].Lose();
        await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync().WaitAsync(Hosts.Patience));
        Assert.Equal([LaneReplicaState.Lost, LaneReplicaState.Ready], cloud.Lane.Replicas.Select(static replica => replica.State));
        cloud.Time.AutoAdvance = true;
        Assert.Equal("one", (await other).Text);
        Assert.Equal((1, 1), (cloud.Lane.Served, cloud.Lane.Unfinished));
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Losing_the_last_replica_refuses_whoever_waits_and_whoever_comes(HostKind host)
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d => (d.SlotsPerReplica, d.TimeToFirstToken, d.ColdStart) = (1, Second, 10 * Second), host);
        cloud.Time.Advance(10 * Second);
        Task running = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Running == 1);
        Task waiting = cloud.AskAsync();
        await LaneCloud.UntilAsync(() => cloud.Lane.Queued == 1);
        cloud.Lane.Replicas[0].Lose();
        foreach (Func<Task> refused in (Func<Task>[])[() => running, () => waiting, () => cloud.AskAsync()])
            Assert.Equal(503, (int?)(await Assert.ThrowsAnyAsync<TogetherException>(refused)).StatusCode);
        Assert.Equal((2, 1), (cloud.Lane.Refused, cloud.Lane.Unfinished));

        cloud.Lane.Replicas[0].Recover();
        Assert.Equal(LaneReplicaState.Starting, cloud.Lane.Replicas[0].State);
        cloud.Time.AutoAdvance = true;
        Assert.Equal("one", (await cloud.AskAsync()).Text);
        Assert.Equal(21, cloud.Elapsed, 6);
    }

    [Fact]
    public async Task A_slow_replica_takes_longer_for_prompt_and_tokens_until_it_recovers()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d => (d.TimeToFirstToken, d.TokensPerSecond) = (Second, 10), reply: "one two three");
        cloud.Time.AutoAdvance = true;
        cloud.Lane.Replicas[0].SlowDown(6);
        await cloud.AskAsync();
        Assert.Equal(6 * 1.2, cloud.Elapsed, 6);
        cloud.Lane.Replicas[0].Recover();
        await cloud.AskAsync();
        Assert.Equal(7 * 1.2, cloud.Elapsed, 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => cloud.Lane.Replicas[0].SlowDown(0));
    }
}
