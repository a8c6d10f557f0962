namespace TogetherAI.Local.Tests.Lanes;

/// <summary>What holds for every lane.</summary>
public class LaneTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Fact]
    public async Task Only_requests_that_name_a_lane_pass_through_it()
    {
        await using LaneCloud cloud = await LaneCloud.StartAsync(static lanes =>
        {
            lanes.AddServerless("lane");
            lanes.AddDedicated("acme/other");
        });
        await cloud.AskAsync();
        await cloud.AskAsync(model: "tai-tiny");
        Assert.Equal([("lane", 1), ("acme/other", 0)], cloud.Local.Lanes.Select(static lane => (lane.Name, lane.Served)));
        Assert.Equal(["lane", "tai-tiny"], cloud.Local.Requests.Select(static request => request.Model));
        KeyNotFoundException e = Assert.Throws<KeyNotFoundException>(() => cloud.Local.Lanes["nothing"]);
        Assert.Contains("lane, acme/other", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_behind_a_lane_answers_chats_and_completions()
    {
        await using LaneCloud cloud = await LaneCloud.StartAsync(static lanes => lanes.AddDedicated("lane", static d =>
        {
            d.Model = "tai-tiny";
            d.TimePerPromptToken = TimeSpan.FromMilliseconds(1);
            d.TokensPerSecond = 100;
        }));
        cloud.Local.Chat.Clear();
        cloud.Time.AutoAdvance = true;
        ChatResponse answer = await cloud.AskAsync("What is the capital of France?");
        Assert.Contains("Paris", answer.Text, StringComparison.Ordinal);
        Assert.Equal("lane", answer.Model);
        // The end token is one that the model makes too; the text does not show it.
        Assert.Equal((0.001 * answer.Usage!.PromptTokens) + (0.01 * (answer.Usage.CompletionTokens - 1)), cloud.Elapsed, 6);
        (int status, _) = await cloud.Local.PostAsync("/v1/completions", """{"model":"lane","prompt":"Once","max_tokens":4}""");
        Assert.Equal((200, 2L), (status, cloud.Lane.Served));
    }

    [Fact]
    public async Task A_request_that_the_model_cannot_answer_gives_its_place_back()
    {
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(static d => d.SlotsPerReplica = 1);
        cloud.Local.Chat.Clear();
        const string Body = """{"model":"lane","messages":[{"role":"user","content":"Go"}],"response_format":{"type":"regex"}}""";
        Assert.Equal(400, (await cloud.Local.ChatAsync(Body)).Status);
        Assert.Equal((0, 0, 1), (cloud.Lane.Running, cloud.Lane.Served, cloud.Lane.Unfinished));
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Every_request_is_counted_once_whatever_becomes_of_it(HostKind host)
    {
        const int Count = 300;
        await using LaneCloud cloud = await LaneCloud.StartDedicatedAsync(
            static d =>
            {
                (d.Replicas, d.SlotsPerReplica, d.MaxQueue) = (2, 3, 40);
                (d.TimeToFirstToken, d.TokensPerSecond) = (TimeSpan.FromMilliseconds(50), 100);
            },
            host,
            reply: "one two three four");
        cloud.Time.AutoAdvance = true;
        int started = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 60 }, async (i, _) =>
        {
            using CancellationTokenSource leaving = new();
            LaneReplica replica = cloud.Lane.Replicas[i % 2];
            if (i % 25 == 3)
                replica.Lose();
            if (i % 25 == 20)
                replica.Recover();
            // One in five goes away when the next but one comes.
            Task<string> asked = i % 2 == 0 ? cloud.StreamAsync() : TextAsync(cloud.AskAsync(cancellationToken: leaving.Token));
            int mine = Interlocked.Increment(ref started);
            if (i % 5 == 1)
            {
                await LaneCloud.UntilAsync(() => Volatile.Read(ref started) >= Math.Min(mine + 2, Count));
                await leaving.CancelAsync();
            }

            try
            {
                Assert.Equal("one two three four", await asked);
            }
            catch (Exception e) when (e is TogetherException or OperationCanceledException)
            {
            }
        });
        LocalLane lane = cloud.Lane;
        await Task.WhenAll(cloud.Local.Requests.Select(static request => request.WaitForEndAsync())).WaitAsync(Hosts.Patience);
        Assert.Equal((0, 0), (lane.Running, lane.Queued));
        Assert.Equal([0, 0], lane.Replicas.Select(static replica => replica.Running));
        Assert.Equal(cloud.Local.Requests.Count, lane.Served + lane.Refused + lane.Unfinished);
        Assert.True(lane.Served > 0, "Nothing was served.");

        static async Task<string> TextAsync(Task<ChatResponse> response) => (await response).Text;
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused()
    {
        ArgumentException nowhere = await Assert.ThrowsAsync<ArgumentException>(
            () => LaneCloud.StartDedicatedAsync(static d => d.Model = "nothing"));
        Assert.Contains("The lane lane leads to nothing", nowhere.Message, StringComparison.Ordinal);
        ArgumentException taken = await Assert.ThrowsAsync<ArgumentException>(() => LaneCloud.StartAsync(
            static lanes => lanes.AddDedicated("tai-tiny", static d => d.Model = "lane")));
        Assert.Contains("has the name of another model", taken.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => LaneCloud.StartAsync(static lanes =>
        {
            lanes.AddDedicated("lane");
            lanes.AddServerless("lane");
        }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LaneCloud.StartDedicatedAsync(static d => d.Replicas = 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => LaneCloud.StartDedicatedAsync(static d => d.TokensPerSecond = 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => LaneCloud.StartDedicatedAsync(static d => d.ColdStart = TimeSpan.FromSeconds(-1)));
    }
}
