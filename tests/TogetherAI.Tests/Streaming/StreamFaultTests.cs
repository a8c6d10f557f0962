namespace TogetherAI.Tests.Streaming;

/// <summary>What can go wrong once a stream is open; each time the connection is given back and the text so far is kept.</summary>
public class StreamFaultTests
{
    [Fact]
    public async Task A_broken_connection_keeps_the_text()
    {
        ScriptedStream body = new ScriptedStream(Calls.Chunk("Once "), Calls.Chunk("upon")).Break();
        await using Opened opened = await OpenAsync(body);
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync());
        Assert.Equal("Once upon", thrown.PartialText);
        Assert.Equal("req-1", thrown.RequestId);
        Assert.Equal("stream interrupted", Assert.Single(thrown.Attempts).Error);
        Assert.IsType<IOException>(thrown.InnerException);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task An_error_frame_is_an_error()
    {
        ScriptedStream body = new(Calls.Chunk("Once"), """{"error":{"message":"engine failed, key sk-secret","type":"server_error","param":null,"code":"engine_down"}}""");
        await using Opened opened = await OpenAsync(body);
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync());
        Assert.Equal("Once", thrown.PartialText);
        Assert.Equal("engine_down", thrown.Code);
        Assert.Equal("server_error", thrown.ErrorType);
        Assert.Contains("engine failed, key ***", thrown.Message, StringComparison.Ordinal);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task An_error_in_a_string_is_an_error()
    {
        await using Opened opened = await OpenAsync(new ScriptedStream("""{"error":"overloaded"}"""));
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync());
        Assert.Contains("overloaded", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_that_is_not_json_keeps_the_text()
    {
        await using Opened opened = await OpenAsync(new ScriptedStream(Calls.Chunk("Once"), "{\"id\":"));
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync());
        Assert.Equal("Once", thrown.PartialText);
    }

    [Fact]
    public async Task An_end_without_done_is_fine_once_the_answer_is_complete()
    {
        await using Opened opened = await OpenAsync(new ScriptedStream(Calls.Chunk("yes", "stop")).End());
        Assert.Equal("yes", (await opened.Stream.GetFinalResponseAsync()).Text);
    }

    [Fact]
    public async Task An_end_before_the_answer_is_complete_is_not()
    {
        await using Opened opened = await OpenAsync(new ScriptedStream(Calls.Chunk("ye")).End());
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync());
        Assert.Equal("ye", thrown.PartialText);
    }

    [Fact]
    public async Task A_failure_is_told_again_to_whoever_asks_again()
    {
        await using Opened opened = await OpenAsync(new ScriptedStream(Calls.Chunk("ye")).End());
        TogetherException first = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync());
        Assert.Same(first, await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync()));
    }

    [Fact]
    public async Task Silence_before_the_first_token_is_named()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new ScriptedStream().Write(": keep-alive\n\n");
        await using Opened opened = await OpenAsync(body, time, options => options.Timeouts.FirstToken = TimeSpan.FromSeconds(5));
        Task<ChatResponse> reading = opened.Stream.GetFinalResponseAsync();
        await time.WhenPending();
        time.Advance(TimeSpan.FromSeconds(4.999));
        body.Write(": keep-alive\n\n");
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.001));
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => reading);
        Assert.Equal(TimeoutKind.FirstToken, thrown.Kind);
        Assert.Equal("", thrown.PartialText);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task A_role_is_no_token()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new("""{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""");
        await using Opened opened = await OpenAsync(body, time, options => options.Timeouts.FirstToken = TimeSpan.FromSeconds(5));
        Task<ChatResponse> reading = opened.Stream.GetFinalResponseAsync();
        await time.WhenPending();
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeoutKind.FirstToken, (await Assert.ThrowsAsync<TogetherTimeoutException>(() => reading)).Kind);
        Assert.Null(opened.Stream.TimeToFirstToken);
    }

    [Fact]
    public async Task Silence_after_a_token_is_named_and_keeps_the_text()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body, time, options => options.Timeouts.Idle = TimeSpan.FromSeconds(3));
        Task<ChatResponse> reading = opened.Stream.GetFinalResponseAsync();
        await time.WhenPending();
        time.Advance(TimeSpan.FromSeconds(3));
        TogetherTimeoutException thrown = await Assert.ThrowsAsync<TogetherTimeoutException>(() => reading);
        Assert.Equal((TimeoutKind.Idle, "Once", TimeSpan.FromSeconds(3)), (thrown.Kind, thrown.PartialText, thrown.Limit));
        Assert.Equal("Idle timeout", Assert.Single(thrown.Attempts).Error);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task A_comment_is_a_sign_of_life()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body, time, options => options.Timeouts.Idle = TimeSpan.FromSeconds(3));
        Task<ChatResponse> reading = opened.Stream.GetFinalResponseAsync();
        for (int i = 0; i < 3; i++)
        {
            await time.WhenPending();
            time.Advance(TimeSpan.FromSeconds(2));
            await body.WriteAndWaitAsync(": ping\n\n");
        }

        Assert.False(reading.IsCompleted);
        body.Write("data: " + Calls.Chunk("!", "stop") + "\n\ndata: [DONE]\n\n").End();
        Assert.Equal("Once!", (await reading).Text);
    }

    [Fact]
    public async Task A_reader_who_is_busy_before_the_first_token_is_not_the_services_silence()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new("""{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""");
        await using Opened opened = await OpenAsync(body, time, options => options.Timeouts.FirstToken = TimeSpan.FromSeconds(5));
        await using IAsyncEnumerator<ChatChunk> chunks = opened.Stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        time.Advance(TimeSpan.FromMinutes(3));
        Task<bool> next = chunks.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeoutKind.FirstToken, (await Assert.ThrowsAsync<TogetherTimeoutException>(() => next)).Kind);
    }

    [Fact]
    public async Task An_error_frame_that_is_no_unicode_keeps_the_text_and_releases_the_connection()
    {
        ScriptedStream body = new(Calls.Chunk("Once"), """{"error":{"message":"\ud800"}}""");
        await using Opened opened = await OpenAsync(body);
        TogetherStreamInterruptedException thrown = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => opened.Stream.GetFinalResponseAsync());
        Assert.Equal("Once", thrown.PartialText);
        Assert.True(body.Disposed.IsCompleted);
    }

    [Fact]
    public async Task Of_two_answers_one_is_not_the_whole()
    {
        FakeHandler handler = new FakeHandler().ThenStream(new ScriptedStream(Calls.Chunk("one", "stop")).End());
        using TogetherClient client = Calls.Client(handler);
        await using ChatStream stream = await client.Chat.StreamAsync(Calls.Question with { N = 2 });
        await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
    }

    [Fact]
    public async Task A_slow_reader_is_not_the_services_silence()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new(Calls.Chunk("Once"), Calls.Chunk(" upon", "stop"), "[DONE]");
        await using Opened opened = await OpenAsync(body.End(), time, options => options.Timeouts.Idle = TimeSpan.FromSeconds(3));
        int chunks = 0;
        await foreach (ChatChunk chunk in opened.Stream)
        {
            chunks++;
            time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(2, chunks);
    }

    [Fact]
    public async Task The_whole_call_has_a_limit_of_its_own()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body, time, options =>
        {
            options.Timeouts.Total = TimeSpan.FromSeconds(10);
            options.Timeouts.Idle = TimeSpan.FromSeconds(9);
        });
        await using IAsyncEnumerator<ChatChunk> chunks = opened.Stream.GetAsyncEnumerator();
        Assert.True(await chunks.MoveNextAsync());
        time.Advance(TimeSpan.FromSeconds(8));
        Task<bool> next = chunks.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeoutKind.Total, (await Assert.ThrowsAsync<TogetherTimeoutException>(() => next)).Kind);
    }

    [Fact]
    public async Task The_limit_of_the_whole_call_holds_while_nobody_reads()
    {
        ManualTimeProvider time = new();
        ScriptedStream body = new(Calls.Chunk("Once"));
        await using Opened opened = await OpenAsync(body, time, options => options.Timeouts.Total = TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(body.Disposed.IsCompleted);
        Assert.Equal(TimeoutKind.Total, (await Assert.ThrowsAsync<TogetherTimeoutException>(() => opened.Stream.GetFinalResponseAsync())).Kind);
    }

    internal static async Task<Opened> OpenAsync(
        ScriptedStream body, ManualTimeProvider? time = null, Action<TogetherClientOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        FakeHandler handler = new FakeHandler().ThenStream(body, ("x-request-id", "req-1"));
        TogetherClient client = Calls.Client(handler, time, configure);
        return new Opened(client, await client.Chat.StreamAsync(Calls.Question, cancellationToken));
    }

    internal sealed record Opened(TogetherClient Client, ChatStream Stream) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Stream.DisposeAsync();
            Client.Dispose();
        }
    }
}
