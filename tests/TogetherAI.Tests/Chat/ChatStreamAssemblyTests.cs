namespace TogetherAI.Tests.Chat;

/// <summary>The whole answer, put together from its chunks.</summary>
public class ChatStreamAssemblyTests
{
    [Fact]
    public async Task The_whole_has_everything_the_chunks_had()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            """{"id":"o1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","route":"a","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null,"seed":42}]}""",
            """{"id":"o1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","reasoning":"Fra"}}],"warnings":[{"message":"w1"}]}""",
            """{"id":"o1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"reasoning":"nce."}}]}""",
            """{"id":"o1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"content":"Pa","mood":"calm"}}],"usage":null}""",
            """{"id":"o1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","route":"b","choices":[{"index":0,"delta":{"content":"ris"},"finish_reason":"eos","matched_stop":2}],"warnings":[{"message":"w2"}]}""",
            """{"id":"o1","object":"chat.completion.chunk","created":5,"model":"m","system_fingerprint":"fp","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"completion_tokens_details":{"reasoning_tokens":2}}}""");

        Wire.Same(
            """
            {"id":"o1","object":"chat.completion","created":5,"model":"m","system_fingerprint":"fp","route":"b",
             "choices":[{"index":0,"seed":42,"finish_reason":"eos","matched_stop":2,"message":{"role":"assistant","content":"Paris","reasoning":"France.","mood":"calm"}}],
             "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"completion_tokens_details":{"reasoning_tokens":2}},
             "warnings":[{"message":"w1"},{"message":"w2"}]}
            """,
            Wire.Serialize(whole, TogetherJsonContext.Default.ChatResponse));
    }

    [Fact]
    public async Task Several_answers_may_come_in_turns_and_begin_in_any_order()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(
            """{"choices":[{"index":1,"delta":{"content":"Ro"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"Pa"}}]}""",
            """{"choices":[{"index":1,"delta":{"content":"me"},"finish_reason":"stop"},{"index":0,"delta":{"content":"r"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"is"},"finish_reason":"length"}]}""",
            "[DONE]"));
        await using ChatStream stream = await client.Chat.StreamAsync(Calls.Question with { N = 2 });

        Assert.Equal(["Pa", "r", "is"], await stream.ReadTextAsync().ToListAsync());
        ChatResponse whole = await stream.GetFinalResponseAsync();
        Assert.Equal(
            [(0, "Paris", FinishReason.Length), (1, "Rome", FinishReason.Stop)],
            whole.Choices.Select(choice => (choice.Index, choice.Message!.Text, choice.FinishReason!.Value)));
    }

    [Fact]
    public async Task Usage_that_counts_along_is_not_added_up()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""",
            """{"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""");

        Assert.Equal((3, 2, 5), (whole.Usage!.PromptTokens, whole.Usage.CompletionTokens, whole.Usage.TotalTokens));
    }

    [Fact]
    public async Task A_chunk_shows_what_is_new_in_it()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(
            """{"choices":[]}""",
            """{"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"a","tool_calls":[{"index":0,"id":"c"}]},"finish_reason":"tool_calls"}]}""",
            """{"choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"stop"}]}""",
            "[DONE]"));
        await using ChatStream stream = await client.Chat.StreamAsync(Calls.Question);

        List<ChatChunk> chunks = await stream.ToListAsync();
        Assert.Equal([null, null, "a", null], chunks.Select(chunk => chunk.Text));
        Assert.Equal([null, "hm", null, null], chunks.Select(chunk => chunk.Reasoning));
        Assert.Equal([0, 0, 1, 0], chunks.Select(chunk => chunk.ToolCalls.Count));
        Assert.Equal([null, null, FinishReason.ToolCalls, null], chunks.Select(chunk => chunk.FinishReason));
    }

    [Fact]
    public async Task An_answer_of_nothing_but_an_end_is_an_answer()
    {
        ChatResponse whole = await Wire.StreamedAsync("""{"id":"o","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");

        Assert.Null(whole.Message!.Content);
        Assert.Equal(("", FinishReason.Stop), (whole.Text, whole.FinishReason!.Value));
    }

    [Fact]
    public async Task The_older_form_of_a_call_is_joined_too()
    {
        ChatResponse whole = await Wire.StreamedAsync(
            """{"choices":[{"index":0,"delta":{"function_call":{"name":"weather","arguments":""}}}]}""",
            """{"choices":[{"index":0,"delta":{"function_call":{"arguments":"{\"city\":"}}}]}""",
            """{"choices":[{"index":0,"delta":{"function_call":{"arguments":"\"Rome\"}"}},"finish_reason":"function_call"}]}""");

        Assert.Equal(("weather", """{"city":"Rome"}"""), (whole.Message!.FunctionCall!.Name, whole.Message.FunctionCall.Arguments));
        Assert.Equal(FinishReason.FunctionCall, whole.FinishReason);
    }
}
