using Microsoft.Extensions.AI;
using AIChatResponse = Microsoft.Extensions.AI.ChatResponse;
using AIChatRole = Microsoft.Extensions.AI.ChatRole;

namespace TogetherAI.Tests.Adapters;

/// <summary>What an <see cref="IChatClient"/> gives out, whole and in pieces.</summary>
public class ChatClientResponseTests
{
    private const string Whole =
        """
        {"id":"o1","object":"chat.completion","created":1700000000,"model":"m-2","choices":[{"index":0,"finish_reason":"tool_calls","message":{
          "role":"assistant","content":"I look.","reasoning":"Hm.","tool_calls":[
            {"index":0,"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}},
            {"index":1,"type":"function","function":{"name":"now","arguments":""}},
            {"index":2,"id":"c3","type":"function","function":{"name":"broken","arguments":"{\"a"}}]}},
          {"index":1,"finish_reason":"stop","message":{"role":"assistant","content":"another"}}],
         "usage":{"prompt_tokens":10,"completion_tokens":6,"total_tokens":16,"cached_tokens":4,"completion_tokens_details":{"reasoning_tokens":2},"images":3,"note":"x"}}
        """;

    private static readonly string[] s_chunks =
    [
        """{"id":"o1","object":"chat.completion.chunk","created":1700000000,"model":"m-2","choices":[{"index":0,"delta":{"role":"assistant","reasoning":"Hm."}}],"usage":{"prompt_tokens":10,"completion_tokens":1,"total_tokens":11}}""",
        """{"id":"o1","model":"m-2","choices":[{"index":0,"delta":{"content":"I "}}],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}""",
        """{"id":"o1","model":"m-2","choices":[{"index":0,"delta":{"content":"look."}}]}""",
        """{"id":"o1","model":"m-2","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\""}}]}}]}""",
        """{"id":"o1","model":"m-2","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":\"Oslo\"}"}}]}}]}""",
        """{"id":"o1","model":"m-2","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":6,"total_tokens":16}}""",
        "[DONE]",
    ];

    [Fact]
    public async Task A_whole_answer_is_mapped()
    {
        AIChatResponse answer = await AnsweredAsync(Whole);

        Assert.Equal(("o1", "m-2", "I look."), (answer.ResponseId, answer.ModelId, answer.Text));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), answer.CreatedAt);
        Assert.Equal(Microsoft.Extensions.AI.ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal((10, 6, 16, 4, 2), Counts(answer.Usage!));
        Assert.Equal([new("images", 3)], answer.Usage!.AdditionalCounts!);
        TogetherAI.ChatResponse raw = Assert.IsType<TogetherAI.ChatResponse>(answer.RawRepresentation);
        Assert.Equal("another", raw.Choices[1].Message!.Text);

        Microsoft.Extensions.AI.ChatMessage message = Assert.Single(answer.Messages);
        Assert.Equal((AIChatRole.Assistant, "o1"), (message.Role, message.MessageId));
        Assert.Collection(
            message.Contents,
            content => Assert.Equal("Hm.", Assert.IsType<TextReasoningContent>(content).Text),
            content => Assert.Equal("I look.", Assert.IsType<TextContent>(content).Text),
            content => IsCall(content, "c1", "weather", "city", "Oslo"),
            content => Assert.Equal(("call_o1_1", 0), (Assert.IsType<FunctionCallContent>(content).CallId, ((FunctionCallContent)content).Arguments!.Count)),
            content => Assert.NotNull(Assert.IsType<FunctionCallContent>(content).Exception));
    }

    [Fact]
    public async Task A_refusal_is_an_error_in_the_message()
    {
        AIChatResponse answer = await AnsweredAsync("""{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"refusal":"No."}}]}""");
        ErrorContent error = Assert.IsType<ErrorContent>(Assert.Single(answer.Messages[0].Contents));
        Assert.Equal(("No.", "Refusal"), (error.Message, error.ErrorCode));
    }

    [Fact]
    public async Task An_answer_without_anything_is_an_empty_message()
    {
        AIChatResponse answer = await AnsweredAsync("{}");
        Assert.Equal(("", null, null, null), (answer.Text, answer.ResponseId, answer.ModelId, answer.Usage));
        Assert.Null(answer.CreatedAt);
        Assert.Null(answer.FinishReason);
        Assert.Empty(Assert.Single(answer.Messages).Contents);
    }

    [Fact]
    public async Task A_time_that_is_none_is_left_out() =>
        Assert.Null((await AnsweredAsync("""{"created":17000000000000000,"choices":[]}""")).CreatedAt);

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("eos", "stop")]
    [InlineData("length", "length")]
    [InlineData("tool_calls", "tool_calls")]
    [InlineData("function_call", "tool_calls")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("model_went_home", "model_went_home")]
    public async Task Reasons_to_stop_are_mapped_and_new_ones_kept(string reason, string expected) => Assert.Equal(
        expected, (await AnsweredAsync($$"""{"choices":[{"message":{"role":"assistant"},"finish_reason":"{{reason}}"}]}""")).FinishReason!.Value.Value);

    [Fact]
    public async Task Reasoning_that_is_not_wanted_is_left_out()
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(Whole).ThenSse(s_chunks));
        IChatClient adapter = client.AsChatClient("m");
        Assert.Empty((await adapter.GetResponseAsync("?", options)).Messages[0].Contents.OfType<TextReasoningContent>());
        await foreach (ChatResponseUpdate update in adapter.GetStreamingResponseAsync("?", options))
            Assert.Empty(update.Contents.OfType<TextReasoningContent>());
    }

    [Fact]
    public async Task A_stream_tells_its_usage_and_its_calls_exactly_once_at_the_end()
    {
        List<ChatResponseUpdate> updates = await StreamedAsync(s_chunks);

        Assert.Equal(["Hm."], updates.SelectMany(update => update.Contents).OfType<TextReasoningContent>().Select(content => content.Text));
        Assert.Equal(["I ", "look."], updates.SelectMany(update => update.Contents).OfType<TextContent>().Select(content => content.Text));
        Assert.All(updates, update => Assert.Equal(("o1", "o1", "m-2", AIChatRole.Assistant), (update.ResponseId, update.MessageId, update.ModelId, update.Role!.Value)));
        Assert.All(updates.SkipLast(1), update => Assert.IsType<ChatChunk>(update.RawRepresentation));
        Assert.Collection(
            updates[^1].Contents,
            content => IsCall(content, "c1", "weather", "city", "Oslo"),
            content => Assert.Equal(16, Assert.IsType<UsageContent>(content).Details.TotalTokenCount));
        Assert.DoesNotContain(updates.SkipLast(1).SelectMany(update => update.Contents), content => content is UsageContent or FunctionCallContent);

        AIChatResponse whole = updates.ToChatResponse();
        Assert.Equal(("I look.", 16L, Microsoft.Extensions.AI.ChatFinishReason.ToolCalls), (whole.Text, whole.Usage!.TotalTokenCount!.Value, whole.FinishReason!.Value));
        Assert.Single(whole.Messages);
    }

    [Fact]
    public async Task A_stream_without_usage_and_calls_ends_with_its_last_chunk()
    {
        List<ChatResponseUpdate> updates = await StreamedAsync(Calls.Chunk("a"), Calls.Chunk("b", "stop"), "[DONE]");
        Assert.Equal(["a", "b"], updates.Select(update => update.Text));
        Assert.Equal("stop", updates[^1].FinishReason!.Value.Value);
    }

    [Fact]
    public async Task A_stream_that_is_left_is_ended()
    {
        ScriptedStream body = new(Calls.Chunk("a"));
        using TogetherClient client = Calls.Client(new FakeHandler().ThenStream(body));
        await foreach (ChatResponseUpdate _ in client.AsChatClient("m").GetStreamingResponseAsync("?"))
            break;
        await body.Disposed;
    }

    [Fact]
    public async Task Errors_and_cancellation_are_the_clients_own()
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenText(System.Net.HttpStatusCode.Unauthorized, "no", "text/plain"));
        await Assert.ThrowsAsync<TogetherAuthenticationException>(() => client.AsChatClient("m").GetResponseAsync("?"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.AsChatClient("m").GetResponseAsync("?", cancellationToken: new CancellationToken(true)));
    }

    [Fact]
    public void What_is_inside_can_be_had()
    {
        using TogetherClient client = Calls.Client(new FakeHandler());
        using IChatClient adapter = client.AsChatClient("m");
        ChatClientMetadata metadata = adapter.GetService<ChatClientMetadata>()!;

        Assert.Equal(("together_ai", "https://example.test/", "m"), (metadata.ProviderName, metadata.ProviderUri!.AbsoluteUri, metadata.DefaultModelId));
        Assert.Same(client, adapter.GetService<TogetherClient>());
        Assert.Same(client.Chat, adapter.GetService<ChatClient>());
        Assert.Same(adapter, adapter.GetService<IChatClient>());
        Assert.Null(adapter.GetService<string>());
        Assert.Null(adapter.GetService(typeof(TogetherClient), "key"));
        Assert.Throws<ArgumentException>(() => client.AsChatClient(" "));
    }

    private static (long, long, long, long, long) Counts(UsageDetails usage) =>
        (usage.InputTokenCount!.Value, usage.OutputTokenCount!.Value, usage.TotalTokenCount!.Value, usage.CachedInputTokenCount!.Value, usage.ReasoningTokenCount!.Value);

    private static void IsCall(AIContent content, string id, string name, string argument, string value)
    {
        FunctionCallContent call = Assert.IsType<FunctionCallContent>(content);
        Assert.Equal((id, name, value), (call.CallId, call.Name, call.Arguments![argument]!.ToString()));
        Assert.IsType<ToolCall>(call.RawRepresentation);
    }

    private static async Task<AIChatResponse> AnsweredAsync(string json)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenJson(json));
        return await client.AsChatClient("m").GetResponseAsync("?");
    }

    private static async Task<List<ChatResponseUpdate>> StreamedAsync(params string[] frames)
    {
        using TogetherClient client = Calls.Client(new FakeHandler().ThenSse(frames));
        List<ChatResponseUpdate> updates = [];
        await foreach (ChatResponseUpdate update in client.AsChatClient("m").GetStreamingResponseAsync("?"))
            updates.Add(update);
        return updates;
    }
}
