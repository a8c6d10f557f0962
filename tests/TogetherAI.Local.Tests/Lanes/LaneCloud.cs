namespace TogetherAI.Local.Tests.Lanes;

/// <summary>A server with lanes on a clock that stands still until told otherwise, and a client that never tries twice.</summary>
internal sealed class LaneCloud : IAsyncDisposable
{
    private LaneCloud(LocalTogether local, VirtualTimeProvider time)
    {
        (Local, Time) = (local, time);
        Client = local.CreateClient(static o => o.Retry.MaxRetries = 0);
    }

    public LocalTogether Local { get; }

    public VirtualTimeProvider Time { get; }

    public TogetherClient Client { get; }

    /// <summary>Seconds since the start.</summary>
    public double Elapsed => (Time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;

    public static async Task<LaneCloud> StartAsync(Action<LaneCollection> lanes, HostKind host = HostKind.InProcess, string reply = "one")
    {
        VirtualTimeProvider time = new();
        LocalTogether local = await Hosts.StartAsync(host, o =>
        {
            o.TimeProvider = time;
            lanes(o.Lanes);
        });
        local.Chat.Always().Reply(reply);
        return new LaneCloud(local, time);
    }

    /// <summary>One dedicated replica.</summary>
    public static Task<LaneCloud> StartDedicatedAsync(
        Action<DedicatedLaneOptions> configure, HostKind host = HostKind.InProcess, string reply = "one") =>
        StartAsync(lanes => lanes.AddDedicated("lane", configure), host, reply);

    public LocalLane Lane => Local.Lanes["lane"];

    public static ChatRequest Request(string text = "Go", int choices = 1, string model = "lane") =>
        new() { Model = model, Messages = [ChatMessage.User(text)], MaxTokens = 16, N = choices };

    public Task<ChatResponse> AskAsync(
        string text = "Go", int choices = 1, string model = "lane", CancellationToken cancellationToken = default) =>
        Client.Chat.CreateAsync(Request(text, choices, model), cancellationToken).WaitAsync(Hosts.Patience, CancellationToken.None);

    /// <summary>Asks so often at once, everything in the lane before the clock runs; returns when all is answered.</summary>
    public async Task AskAllAsync(int count)
    {
        Task[] all = [.. Enumerable.Range(0, count).Select(_ => AskAsync())];
        await UntilAsync(() => Lane.Running + Lane.Queued == count);
        Time.AutoAdvance = true;
        await Task.WhenAll(all);
    }

    public async Task<string> StreamAsync(string text = "Go")
    {
        await using ChatStream stream = await Client.Chat.StreamAsync(Request(text));
        return (await stream.GetFinalResponseAsync().WaitAsync(Hosts.Patience)).Text;
    }

    /// <summary>Waits for what another thread is about to do.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Hosts.Patience, "It never came to be.");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Local.DisposeAsync();
    }
}
