namespace TogetherAI.Local.Tests.Hosting;

/// <summary>Streams and how they end early, with the real client and a real model, on both hosts.</summary>
public class StreamingTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    private static ChatRequest Story { get; } = new()
    {
        Model = "tai-tiny",
        Messages = [ChatMessage.User("Tell me a story about a fox.")],
        MaxTokens = 900,
        // Without its end token the model talks until the limit: long enough to be interrupted.
        LogitBias = new Dictionary<string, double> { ["2035"] = -100, ["2033"] = -100 },
    };

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_stream_is_read_whole(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host);
        using TogetherClient together = local.CreateClient();
        List<string> pieces = [];
        await foreach (string text in together.Chat.StreamTextAsync("tai-tiny", "What is the capital of France?", maxTokens: 64))
            pieces.Add(text);
        Assert.Equal("The capital of France is Paris.", string.Concat(pieces));
        Assert.True(pieces.Count > 3, "The answer came in one piece.");
        LoggedRequest request = Assert.Single(local.Requests);
        await request.WaitForEndAsync().WaitAsync(Hosts.Patience);
        Assert.Equal(200, request.StatusCode);
        Assert.False(request.Aborted);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Disposing_a_stream_ends_the_work_for_it(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host);
        using TogetherClient together = local.CreateClient();
        await using (ChatStream stream = await together.Chat.StreamAsync(Story))
        {
            await foreach (ChatChunk chunk in stream)
            {
                if (stream.Text.Length > 20)
                    break;
            }
        }

        await AssertAbortedAsync(local);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Cancelling_a_stream_ends_the_work_for_it(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host);
        using TogetherClient together = local.CreateClient();
        using CancellationTokenSource cancel = new();
        await using ChatStream stream = await together.Chat.StreamAsync(Story, cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatChunk chunk in stream)
            {
                if (stream.Text.Length > 20)
                    await cancel.CancelAsync();
            }
        });
        await AssertAbortedAsync(local);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Cancelling_an_answer_in_one_piece_ends_the_work_for_it(HostKind host)
    {
        await using LocalTogether local = await Hosts.StartAsync(host);
        using TogetherClient together = local.CreateClient();
        using CancellationTokenSource cancel = new();
        Task<ChatResponse> answer = together.Chat.CreateAsync(Story, cancel.Token);
        LoggedRequest request = await FirstRequestAsync(local);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await request.WaitForEndAsync().WaitAsync(Hosts.Patience);
        Assert.True(request.Aborted);
        Assert.Null(request.StatusCode);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Disposing_the_server_ends_what_is_under_way(HostKind host)
    {
        LocalTogether local = await Hosts.StartAsync(host);
        using TogetherClient together = local.CreateClient(static o => o.Retry.MaxRetries = 0);
        await using ChatStream stream = await together.Chat.StreamAsync(Story);
        await using IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        LoggedRequest request = Assert.Single(local.Requests);
        await local.DisposeAsync().AsTask().WaitAsync(Hosts.Patience);
        Assert.True(request.Ended);
        await Assert.ThrowsAsync<TogetherStreamInterruptedException>(async () =>
        {
            while (await chunks.MoveNextAsync())
            {
            }
        });
        Assert.Throws<ObjectDisposedException>(() => local.CreateHandler());
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task A_server_that_was_disposed_is_one_that_cannot_be_reached(HostKind host)
    {
        LocalTogether local = await Hosts.StartAsync(host);
        using TogetherClient together = local.CreateClient(static o => o.Retry.MaxRetries = 0);
        await local.DisposeAsync();
        await local.DisposeAsync();
        await Assert.ThrowsAsync<TogetherConnectionException>(() => together.Chat.CreateAsync(Story));
    }

    private static async Task AssertAbortedAsync(LocalTogether local)
    {
        LoggedRequest request = Assert.Single(local.Requests);
        await request.WaitForEndAsync().WaitAsync(Hosts.Patience);
        Assert.True(request.Aborted);
        Assert.InRange(request.Chunks, 1, 899);
    }

    private static async Task<LoggedRequest> FirstRequestAsync(LocalTogether local)
    {
        using CancellationTokenSource patience = new(Hosts.Patience);
        while (local.Requests.Count == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        return local.Requests[0];
    }
}
