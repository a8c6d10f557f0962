using static TogetherAI.Tests.Streaming.StreamFaultTests;

namespace TogetherAI.Tests.Streaming;

/// <summary>Whoever cancels or disposes, at whatever stage, stops paying at once and gets the framework's own exception.</summary>
public class StreamCancellationTests
{
    [Fact]
    public async Task Before_the_call()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Chat.StreamAsync(Calls.Question, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Chat.CreateAsync(Calls.Question, cancelled));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Before_the_headers(bool streaming)
    {
        using CancellationTokenSource source = new();
        using TogetherClient client = Calls.Client(new FakeHandler().ThenHang());
        Task call = streaming ? client.Chat.StreamAsync(Calls.Question, source.Token) : client.Chat.CreateAsync(Calls.Question, source.Token);
        await source.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, thrown.CancellationToken);
    }

    [Fact]
    public async Task In_the_body_of_an_answer()
    {
        using CancellationTokenSource source = new();
        ScriptedStream body = new ScriptedStream().Write("{");
        using TogetherClient client = Calls.Client(new FakeHandler().Then(() => new HttpResponseMessage { Content = new StreamContent(body) }));
        Task call = client.Chat.CreateAsync(Calls.Question, source.Token);
        await body.Starved;
        await source.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task While_waiting_to_try_again()
    {
        using CancellationTokenSource source = new();
        ManualTimeProvider time = new();
        FakeHandler handler = new FakeHandler().ThenText(System.Net.HttpStatusCode.TooManyRequests, "", "text/plain", ("Retry-After", "5"));
        using TogetherClient client = Calls.Client(handler, time);
        Task call = client.Chat.CreateAsync(Calls.Question, source.Token);
        Assert.False(call.IsCompleted);
        await source.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.Equal(0, time.Pending);
    }

    [Fact]
    public async Task While_waiting_for_a_chunk()
    {
        using CancellationTokenSource source = new();
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body, cancellationToken: source.Token);
        Task call = opened.Stream.GetFinalResponseAsync();
        await body.Starved;
        await source.CancelAsync();
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Between_two_chunks_the_request_ends_without_another_read()
    {
        using CancellationTokenSource source = new();
        ScriptedStream body = new(Calls.Chunk("Once"), Calls.Chunk(" upon"));
        await using Opened opened = await OpenAsync(body, cancellationToken: source.Token);
        await using IAsyncEnumerator<ChatChunk> chunks = opened.Stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        await source.CancelAsync();
        Assert.True(body.Disposed.IsCompleted);
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await chunks.MoveNextAsync());
        Assert.Equal(source.Token, thrown.CancellationToken);
    }

    [Fact]
    public async Task By_the_readers_own_token()
    {
        using CancellationTokenSource source = new();
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body);
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatChunk chunk in opened.Stream.WithCancellation(source.Token))
                await source.CancelAsync();
        });
        Assert.Equal(source.Token, thrown.CancellationToken);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Disposing_ends_the_request_between_two_chunks()
    {
        ScriptedStream body = new(Calls.Chunk("Once"), Calls.Chunk(" upon"));
        await using Opened opened = await OpenAsync(body);
        await using IAsyncEnumerator<ChatChunk> chunks = opened.Stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        await opened.Stream.DisposeAsync();
        await opened.Stream.DisposeAsync();
        Assert.True(body.Disposed.IsCompleted);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await chunks.MoveNextAsync());
    }

    [Fact]
    public async Task Disposing_ends_a_read_that_is_under_way()
    {
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body);
        Task call = opened.Stream.GetFinalResponseAsync();
        await body.Starved;
        await opened.Stream.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Leaving_a_text_loop_ends_the_request()
    {
        ScriptedStream body = new(Calls.Chunk("Once"), Calls.Chunk(" upon"));
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        await foreach (string text in client.Chat.StreamTextAsync("m", "?", 8))
        {
            Assert.Equal("Once", text);
            break;
        }

        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Leaving_a_loop_over_a_stream_lets_it_go_on()
    {
        ScriptedStream body = new ScriptedStream(Calls.Chunk("Once"), Calls.Chunk(" upon", "stop"), "[DONE]").End();
        await using Opened opened = await OpenAsync(body);
        await foreach (ChatChunk chunk in opened.Stream)
            break;
        Assert.Equal("Once upon", (await opened.Stream.GetFinalResponseAsync()).Text);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Two_readers_at_once_are_refused()
    {
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body);
        Task first = opened.Stream.GetFinalResponseAsync();
        await body.Starved;
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => opened.Stream.GetFinalResponseAsync());
        body.Write("data: " + Calls.Chunk("!", "stop") + "\n\ndata: [DONE]\n\n").End();
        await first;
    }

    [Fact]
    public async Task A_finished_stream_leaves_no_timer_behind()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new ScriptedStream(Calls.Chunk("Once", "stop"), "[DONE]").End();
        await using Opened opened = await OpenAsync(body, time, options => options.Timeouts.Total = TimeSpan.FromMinutes(9));
        await opened.Stream.GetFinalResponseAsync();
        await body.Disposed;
        Assert.Equal(0, time.Pending);
    }

    [Fact]
    public async Task A_server_that_keeps_a_finished_stream_open_is_left_after_a_while()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new(Calls.Chunk("Once", "stop"), "[DONE]");
        await using Opened opened = await OpenAsync(body, time);
        Assert.Equal("Once", (await opened.Stream.GetFinalResponseAsync()).Text);
        Assert.False(body.Disposed.IsCompleted);
        await time.WhenPending();
        time.Advance(TimeSpan.FromSeconds(2));
        await body.Disposed;
    }
}
