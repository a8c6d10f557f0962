using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Tools;

/// <summary>The tool loop, token by token.</summary>
public class ToolLoopStreamTests
{
    private static readonly string[] s_asks =
    [
        """{"id":"r1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Let me see. "}}]}""",
        """{"id":"r1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":"}}]}}]}""",
        """{"id":"r1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}}]}""",
        """{"id":"r1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}}""",
        "[DONE]",
    ];

    private static readonly string[] s_says =
    [
        """{"id":"r2","object":"chat.completion.chunk","created":2,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Sunny."}}]}""",
        """{"id":"r2","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":20,"completion_tokens":5,"total_tokens":25}}""",
        "[DONE]",
    ];

    [Fact]
    public async Task The_chunks_of_all_rounds_come_in_turn_and_the_whole_is_summed_up()
    {
        FakeHandler handler = new FakeHandler().ThenSse(s_asks).ThenSse(s_says);
        using TogetherClient client = Calls.Client(handler);
        await using ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, [Function.Weather()]);
        Assert.Single(handler.Requests);
        List<string> ids = [];
        await foreach (ChatChunk chunk in stream)
            ids.Add(chunk.Id);
        ChatResponse whole = await stream.GetFinalResponseAsync();

        Assert.Equal(["r1", "r1", "r1", "r1", "r2", "r2"], ids);
        Assert.Equal(("Sunny.", 38), (whole.Text, whole.Usage!.TotalTokens));
        Assert.Equal(["user", "assistant", "tool", "assistant"], whole.Transcript.Select(message => message.Role.Value));
        Assert.Equal(whole.Transcript, stream.Transcript);
        Assert.NotNull(stream.TimeToFirstToken);
        Wire.Same(
            """
            [{"role":"user","content":"?"},
             {"role":"assistant","content":"Let me see. ","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"sunny in Oslo"}]
            """,
            JsonNode.Parse(handler.Requests[1].Body!)!["messages"]!.ToJsonString());
    }

    [Fact]
    public async Task Text_can_be_read_alone_and_a_second_loop_goes_on_where_the_first_stopped()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(s_asks).ThenSse(s_says));
        await using ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, [Function.Weather()]);
        List<string> text = [];
        await foreach (string piece in stream.ReadTextAsync())
        {
            text.Add(piece);
            break;
        }

        await foreach (string piece in stream.ReadTextAsync())
            text.Add(piece);
        Assert.Equal(["Let me see. ", "Sunny."], text);
    }

    [Fact]
    public async Task The_whole_can_be_asked_for_at_once()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(s_asks).ThenSse(s_says));
        await using ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, [Function.Weather()]);
        Assert.Equal("Sunny.", (await stream.GetFinalResponseAsync()).Text);
    }

    [Fact]
    public async Task Rounds_are_bounded_and_the_error_is_told_again()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(s_asks));
        await using ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, [Function.Weather()], new() { MaxRounds = 1 });
        TogetherToolLoopException stopped = await Assert.ThrowsAsync<TogetherToolLoopException>(() => stream.GetFinalResponseAsync());
        Assert.Same(stopped, await Assert.ThrowsAsync<TogetherToolLoopException>(() => stream.GetFinalResponseAsync()));
        Assert.Equal(13, stopped.Usage!.TotalTokens);
    }

    [Fact]
    public async Task A_second_round_that_breaks_is_an_interrupted_stream()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(s_asks).ThenSse(s_says[0]));
        await using ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, [Function.Weather()]);
        TogetherStreamInterruptedException broken = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());
        Assert.Equal("Sunny.", broken.PartialText);
        Assert.Equal(["user", "assistant", "tool"], stream.Transcript.Select(message => message.Role.Value));
    }

    [Fact]
    public async Task An_error_of_the_first_request_comes_when_the_stream_is_opened()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenText(System.Net.HttpStatusCode.BadRequest, "no", "text/plain"));
        await Assert.ThrowsAsync<TogetherInvalidRequestException>(() => client.Chat.StreamToolsAsync(Calls.Question, []));
    }

    [Fact]
    public async Task Cancelling_a_loop_ends_the_function_that_runs()
    {
        using CancellationTokenSource cancel = new();
        Function function = new("weather", async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null;
        });
        FakeHandler handler = new FakeHandler().ThenSse(s_asks);
        using TogetherClient client = Calls.Client(handler);
        await using ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, [function]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.GetFinalResponseAsync(cancel.Token));
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task Disposing_ends_the_function_that_runs_and_may_be_done_twice()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Function function = new("weather", async (_, token) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return null;
        });
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(s_asks));
        using CancellationTokenSource late = new();
        ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, [function]);
        Task<ChatResponse> reading = stream.GetFinalResponseAsync(late.Token);
        await started.Task;
        await stream.DisposeAsync();
        await late.CancelAsync();
        await stream.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Disposing_between_two_chunks_lets_go_of_the_connection()
    {
        ScriptedStream body = new(s_asks[0]);
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        ToolLoopStream stream = await client.Chat.StreamToolsAsync(Calls.Question, []);
        await using (IAsyncEnumerator<ChatChunk> chunks = stream.GetAsyncEnumerator())
            Assert.True(await chunks.MoveNextAsync());
        await stream.DisposeAsync();
        await body.Disposed;
    }
}
