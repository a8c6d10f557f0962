namespace TogetherAI.Tests.Completions;

/// <summary>Continuations token by token, in the places where different servers put text, end and log-probability.</summary>
public class CompletionStreamTests
{
    private static readonly CompletionRequest s_request = new() { Model = "m", Prompt = "The capital of France is" };

    [Fact]
    public async Task The_documented_chunk_is_typed()
    {
        const string Json =
            """
            {"id":"c1","object":"completion.chunk","created":7,"model":"m","token":{"id":415,"text":" Paris","logprob":-0.25,"special":false},
             "choices":[{"index":0,"text":" Paris","delta":{"token_id":415,"role":"assistant","content":" Paris"}}],
             "usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6},"seed":42,"finish_reason":"stop"}
            """;
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(Json.ReplaceLineEndings(""), "[DONE]"));
        await using CompletionStream stream = await client.Completions.StreamAsync(s_request);
        CompletionChunk chunk = Assert.Single(await stream.ToListAsync());

        Assert.Equal(("c1", "completion.chunk", 7L, "m"), (chunk.Id, chunk.Object, chunk.Created!.Value, chunk.Model));
        Assert.Equal((415, " Paris", -0.25, false), (chunk.Token!.Id!.Value, chunk.Token.Text, chunk.Token.Logprob!.Value, chunk.Token.Special));
        Assert.Equal((" Paris", FinishReason.Stop, 42L), (chunk.Text, chunk.FinishReason!.Value, chunk.Seed!.Value));
        Assert.Equal((415, " Paris", ChatRole.Assistant), (chunk.Choices[0].Delta!.TokenId!.Value, chunk.Choices[0].Delta!.Content, chunk.Choices[0].Delta!.Role!.Value));
        Assert.Equal(6, chunk.Usage!.TotalTokens);
        Assert.Empty(chunk.UnknownFields);
        Wire.Same(Json, Wire.Serialize(chunk, TogetherJsonContext.Default.CompletionChunk));
    }

    [Fact]
    public async Task The_whole_has_everything_the_chunks_had()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(
            """{"id":"c1","object":"completion.chunk","token":{"id":1,"text":" Pa","logprob":-0.25,"special":false},"choices":[{"index":0,"text":" Pa"}],"usage":null,"seed":42,"finish_reason":null,"route":"a"}""",
            """{"id":"c1","object":"completion.chunk","created":7,"model":"m","token":{"id":2,"text":"ris","logprob":-0.5,"special":false},"choices":[{"index":0,"text":"ris","matched_stop":1}],"usage":null,"finish_reason":null}""",
            """{"id":"c1","object":"completion.chunk","token":{"id":3,"text":"</s>","logprob":-0.125,"special":true},"choices":[{"index":0,"text":""}],"finish_reason":"eos","usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}""",
            "[DONE]"));
        await using CompletionStream stream = await client.Completions.StreamAsync(s_request with { LogProbs = 1 });

        Assert.Equal([" Pa", "ris"], await stream.ReadTextAsync().ToListAsync());
        Assert.Equal(" Paris", stream.Text);
        Assert.NotNull(stream.TimeToFirstToken);
        Wire.Same(
            """
            {"id":"c1","object":"text.completion","created":7,"model":"m","route":"a",
             "choices":[{"index":0,"text":" Paris","finish_reason":"eos","seed":42,"matched_stop":1,
                         "logprobs":{"token_ids":[1,2,3],"tokens":[" Pa","ris","</s>"],"token_logprobs":[-0.25,-0.5,-0.125]}}],
             "usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}
            """,
            Wire.Serialize(await stream.GetFinalResponseAsync(), TogetherJsonContext.Default.CompletionResponse));
    }

    [Fact]
    public async Task Log_probabilities_that_nobody_asked_for_are_not_told() =>
        Assert.Null((await WholeAsync(
            """{"token":{"id":1,"text":"a","logprob":0,"special":false},"choices":[{"index":0,"text":"a"}],"finish_reason":"stop"}""")).Choices[0].LogProbs);

    [Theory]
    [InlineData("""{"choices":[{"index":0,"text":"a","finish_reason":"stop"}]}""")] // OpenAI's
    [InlineData("""{"choices":[{"index":0,"text":"a"}],"finish_reason":"stop"}""")] // the description's
    [InlineData("""{"choices":[{"index":0,"delta":{"role":"assistant","content":"a"}}],"finish_reason":"stop"}""")]
    [InlineData("""{"choices":[{"index":0,"text":"","delta":{"content":"a"}}],"finish_reason":"stop"}""")]
    [InlineData("""{"choices":[{"index":0,"text":"a","delta":{"content":"a"}}],"token":{"id":1,"text":"a","logprob":-1,"special":false},"finish_reason":"stop"}""")]
    [InlineData("""{"choices":[{"index":0}],"token":{"id":1,"text":"a","logprob":-1,"special":false},"finish_reason":"stop"}""")]
    public async Task The_text_is_found_wherever_it_stands_and_counted_once(string frame)
    {
        CompletionResponse whole = await WholeAsync(frame);

        Assert.Equal(("a", FinishReason.Stop), (whole.Text, whole.FinishReason!.Value));
        Assert.Single(whole.Choices);
    }

    [Fact]
    public async Task A_special_token_is_not_text() =>
        Assert.Equal("", (await WholeAsync("""{"choices":[{"index":0}],"token":{"id":2,"text":"</s>","logprob":-1,"special":true},"finish_reason":"eos"}""")).Text);

    [Fact]
    public async Task Several_continuations_may_come_in_turns()
    {
        CompletionResponse whole = await WholeAsync(
            """{"choices":[{"index":1,"text":"Ro","seed":8}]}""",
            """{"choices":[{"index":0,"text":"Pa","seed":7},{"index":1,"text":"m"}],"token":{"id":1,"text":"zz","logprob":-1,"special":false}}""",
            """{"choices":[{"index":1,"text":"e"}],"finish_reason":"length"}""",
            """{"choices":[{"index":0,"text":"ris","finish_reason":"stop"}]}""");

        Assert.Equal(
            [(0, "Paris", FinishReason.Stop, 7L), (1, "Rome", FinishReason.Length, 8L)],
            whole.Choices.Select(choice => (choice.Index!.Value, choice.Text, choice.FinishReason!.Value, choice.Seed!.Value)));
    }

    [Fact]
    public async Task An_end_without_choices_is_everyones_who_has_none()
    {
        CompletionResponse whole = await WholeAsync(
            """{"choices":[{"index":0,"text":"a","finish_reason":"stop"},{"index":1,"text":"b"}]}""",
            """{"choices":[],"finish_reason":"length","usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""");

        Assert.Equal([FinishReason.Stop, FinishReason.Length], whole.Choices.Select(choice => choice.FinishReason!.Value));
        Assert.Equal(3, whole.Usage!.TotalTokens);
        Assert.Equal(("", FinishReason.Stop), Ends(await WholeAsync("""{"choices":[],"finish_reason":"stop"}""")));
    }

    [Fact]
    public async Task A_stream_without_done_is_complete_only_with_a_finish_reason()
    {
        FakeHandler handler = new FakeHandler()
            .ThenSse("""{"choices":[{"index":0,"text":"a"}],"finish_reason":"stop"}""")
            .ThenSse("""{"choices":[{"index":0,"text":"Par"}],"finish_reason":null}""");
        using TogetherClient client = Calls.Client(handler);

        await using CompletionStream complete = await client.Completions.StreamAsync(s_request);
        Assert.Equal("a", (await complete.GetFinalResponseAsync()).Text);
        await using CompletionStream cut = await client.Completions.StreamAsync(s_request);
        TogetherStreamInterruptedException interrupted = await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => cut.GetFinalResponseAsync());
        Assert.Equal("Par", interrupted.PartialText);
    }

    [Fact]
    public async Task Text_alone_needs_three_words()
    {
        FakeHandler handler = new FakeHandler().ThenSse("""{"choices":[{"index":0,"text":" Pa"}]}""", """{"choices":[{"index":0,"text":""}]}""", """{"choices":[{"index":0,"text":"ris"}],"finish_reason":"stop"}""", "[DONE]");
        using TogetherClient client = Calls.Client(handler);

        Assert.Equal([" Pa", "ris"], await client.Completions.StreamTextAsync("m", "The capital is", maxTokens: 3).ToListAsync());
        Wire.Same("""{"model":"m","prompt":"The capital is","max_tokens":3,"stream":true}""", handler.Requests[0].Body);
    }

    private static (string Text, FinishReason? Reason) Ends(CompletionResponse whole) => (whole.Text, whole.FinishReason);

    private static async Task<CompletionResponse> WholeAsync(params string[] frames)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse([.. frames, "[DONE]"]));
        await using CompletionStream stream = await client.Completions.StreamAsync(s_request);
        return await stream.GetFinalResponseAsync();
    }
}
