namespace TogetherAI.Tests.Responses;

/// <summary>Streamed answers: typed events, events of the future, and every way to end.</summary>
public class ResponseStreamTests
{
    private const string Completed = """{"type":"response.completed","sequence_number":9,"response":{"id":"r1","status":"completed","model":"m","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}}""";

    [Fact]
    public async Task Events_are_typed_and_the_last_one_is_the_answer()
    {
        FakeHandler handler = new FakeHandler().ThenSse(
            """{"type":"response.created","sequence_number":0,"response":{"id":"r1","status":"in_progress","error":null}}""",
            """{"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"msg_1","role":"assistant","content":[]}}""",
            """{"type":"response.content_part.added","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":""}}""",
            """{"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hel","logprobs":[]}""",
            """{"type":"response.output_text.delta","item_id":"msg_1","delta":"lo"}""",
            """{"type":"response.output_text.done","item_id":"msg_1","text":"Hello"}""",
            """{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":1,"delta":"{\"a\""}""",
            """{"type":"response.function_call_arguments.done","item_id":"fc_1","arguments":"{\"a\":1}"}""",
            Completed);
        using TogetherClient client = Calls.Client(handler);
        await using ResponseStream stream = await client.Responses.StreamAsync(new ResponseRequest { Model = "m", Input = "Hi" });
        List<ResponseEvent> events = [];
        await foreach (ResponseEvent one in stream)
            events.Add(one);

        Wire.Same("""{"model":"m","input":"Hi","stream":true}""", handler.Requests[0].Body);
        Assert.Equal((ResponseEventType.Created, 0L, "r1", ResponseStatus.InProgress), (events[0].Type, events[0].SequenceNumber, events[0].Response!.Id, events[0].Response!.Status));
        Assert.Equal("msg_1", Assert.IsType<ResponseMessage>(events[1].Item).Id);
        Assert.Equal((ResponseEventType.PartAdded, "output_text"), (events[2].Type, events[2].Part!.Type));
        Assert.Equal(("Hel", "msg_1", 0, 0), (events[3].TextDelta, events[3].ItemId, events[3].OutputIndex, events[3].ContentIndex));
        Assert.Equal("Hello", events[5].Text);
        Assert.Equal((null, "{\"a\"", 1), (events[6].TextDelta, events[6].Delta, events[6].OutputIndex));
        Assert.Equal("""{"a":1}""", events[7].Arguments);
        Assert.Equal("Hello", stream.Text);
        ModelResponse whole = await stream.GetFinalResponseAsync();
        Assert.Equal(("r1", "Hello", 3), (whole.Id, whole.Text, whole.Usage!.TotalTokens));
        Assert.NotNull(whole.Http);
    }

    [Fact]
    public async Task An_event_of_the_future_is_given_out_whole_whatever_is_in_it()
    {
        const string Future = """{"type":"response.telepathy.delta","sequence_number":"seven","delta":{"x":1},"item":"none","response":[],"output_index":"first"}""";
        await using ResponseStream stream = await OpenAsync(Future, Completed, "[DONE]");
        List<ResponseEvent> events = [];
        await foreach (ResponseEvent one in stream)
            events.Add(one);

        Assert.Equal("response.telepathy.delta", events[0].Type.Value);
        Assert.Null(events[0].Delta);
        Assert.Equal(1, events[0].UnknownFields["delta"].GetProperty("x").GetInt32());
        Wire.Same(Future, Wire.Serialize(events[0], TogetherJsonContext.Default.ResponseEvent));
        Assert.Equal("Hello", (await stream.GetFinalResponseAsync()).Text);
    }

    [Fact]
    public async Task Text_alone_can_be_read()
    {
        await using ResponseStream stream = await OpenAsync(Delta("Hel"), """{"type":"response.reasoning_text.delta","delta":"hm"}""", Delta("lo"), Completed);
        List<string> text = [];
        await foreach (string piece in stream.ReadTextAsync())
            text.Add(piece);
        Assert.Equal(["Hel", "lo"], text);
    }

    [Theory]
    [InlineData("response.failed", """{"status":"failed","error":{"code":"server_error","message":"boom"}}""", "failed")]
    [InlineData("response.incomplete", """{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}""", "incomplete")]
    public async Task An_answer_that_ended_badly_is_an_answer(string type, string response, string status)
    {
        await using ResponseStream stream = await OpenAsync(Delta("Hel"), $$"""{"type":"{{type}}","response":{{response}}}""");
        Assert.Equal(status, (await stream.GetFinalResponseAsync()).Status.Value);
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"too fast","param":"input","sequence_number":4}""")]
    [InlineData("""{"type":"error","error":{"code":"rate_limit_exceeded","message":"too fast","param":"input"}}""")]
    [InlineData("""{"error":{"code":"rate_limit_exceeded","message":"too fast","param":"input"}}""")]
    public async Task An_error_in_the_middle_is_thrown_with_the_text_so_far(string frame)
    {
        await using ResponseStream stream = await OpenAsync(Delta("Hel"), frame, Delta("lo"), Completed);
        TogetherStreamInterruptedException told = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync());

        Assert.EndsWith("too fast", told.Message, StringComparison.Ordinal);
        Assert.Equal(("rate_limit_exceeded", "input", "Hel"), (told.Code, told.Parameter, told.PartialText));
    }

    [Theory]
    [InlineData("[DONE]")]
    [InlineData("""{"type":"response.in_progress"}""")]
    [InlineData("""{"type":"response.completed","response":null}""")]
    public async Task A_stream_that_ends_too_early_keeps_its_text(string last)
    {
        await using ResponseStream stream = await OpenAsync(Delta("Hel"), last);
        Assert.Equal("Hel", (await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync())).PartialText);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"response.output_text.delta","delta":7}""")]
    [InlineData("""{"type":"response.output_item.added","item":"none"}""")]
    [InlineData("""{"type":"response.completed","response":{"output":[null]}}""")]
    public async Task A_frame_that_is_no_event_breaks_the_stream(string frame)
    {
        await using ResponseStream stream = await OpenAsync(Delta("Hel"), frame, Completed);
        Assert.Equal("Hel", (await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => stream.GetFinalResponseAsync())).PartialText);
    }

    private static string Delta(string text) => $$"""{"type":"response.output_text.delta","delta":"{{text}}"}""";

    private static async Task<ResponseStream> OpenAsync(params string[] frames)
    {
        TogetherClient client = Calls.Client(new FakeHandler().ThenSse(frames));
        return await client.Responses.StreamAsync(new ResponseRequest { Model = "m", Input = "Hi" });
    }
}
