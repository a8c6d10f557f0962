using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Serialization;

/// <summary>Answers with status 200 that are not what the API promises: one exception, whatever the fault, and no surprise afterwards.</summary>
public class MalformedAnswerTests
{
    private const string Chat =
        """{"id":"a","created":1,"model":"m","prompt":[{"text":"p","logprobs":{"tokens":["p"],"token_logprobs":[null]}}],"choices":[{"index":0,"seed":1,"finish_reason":"stop","message":{"role":"assistant","content":[{"type":"text","text":"x"}],"reasoning":"r","tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],"function_call":{"name":"f","arguments":"{}"}},"logprobs":{"token_ids":[1],"tokens":["x"],"token_logprobs":[-1],"top_logprobs":[{"x":-1}],"content":[{"token":"x","logprob":-1,"bytes":[120],"top_logprobs":[{"token":"x","logprob":-1}]}]},"top_logprobs":{"x":-1}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":1}},"warnings":[{"message":"w"}]}""";

    private const string Completion =
        """{"id":"a","created":1,"model":"m","prompt":[{"text":"p","logprobs":{"tokens":["p"]}}],"choices":[{"index":0,"text":"x","seed":1,"finish_reason":"stop","logprobs":{"tokens":["x"],"token_logprobs":[-1],"top_logprobs":{"x":-1}}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    private const string Models =
        """{"object":"list","data":[{"id":"a","object":"model","created":1,"type":"chat","context_length":8,"pricing":{"input":0.5,"output":1,"cached_input":0.1}}]}""";

    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_261_120, 7);

    public static TheoryData<string> Bodies =>
    [
        "",
        " ",
        "null",
        "true",
        "\"text\"",
        "<html>502</html>",
        "{",
        """{"id":"a","choices":[{"index":0""",
        "{}{}",
        "\u0000",
        """{"id":1}""",
        """{"id":["a"]}""",
        """{"id":"\ud800"}""",
        """{"created":"soon"}""",
        """{"created":1.5}""",
        """{"choices":{}}""",
        """{"choices":"none"}""",
        """{"choices":[null]}""",
        """{"choices":[[]]}""",
        """{"choices":[{"index":null,"text":1}]}""",
        """{"choices":[{"finish_reason":1}]}""",
        """{"choices":[{"logprobs":-1}]}""",
        """{"choices":[{"logprobs":{"tokens":[null]}}]}""",
        """{"choices":[{"logprobs":{"tokens":"a"}}]}""",
        """{"choices":[{"logprobs":{"top_logprobs":[[]]}}]}""",
        """{"choices":[{"logprobs":{"content":[null]}}]}""",
        """{"usage":[]}""",
        """{"usage":{"prompt_tokens":-1e99}}""",
        """{"usage":{"prompt_tokens":null}}""",
        """{"prompt":[null]}""",
        """{"a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Every_client_tells_it_with_one_exception(string body)
    {
        await ThrowsAsync(body, client => client.Chat.CreateAsync(Calls.Question));
        await ThrowsAsync(body, client => client.Completions.CreateAsync(new() { Model = "m", Prompt = "p" }));
        await ThrowsAsync(body, client => client.Models.ListAsync());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"warnings":[null]}""")]
    [InlineData("""{"choices":[{"message":"Paris"}]}""")]
    [InlineData("""{"choices":[{"message":[]}]}""")]
    [InlineData("""{"choices":[{"message":{"role":1}}]}""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":{}}}]}""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":[null]}}]}""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","tool_calls":[null]}}]}""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","tool_calls":[{"function":"f"}]}}]}""")]
    public async Task A_chat_answer_has_more_to_get_wrong(string body) =>
        await ThrowsAsync(body, client => client.Chat.CreateAsync(Calls.Question));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("""{"choices":[null]}""")]
    [InlineData("""{"choices":[{"index":null}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":"a"}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":1}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"\ud800"}}]}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"tool_calls":[null]}}]}""")]
    [InlineData("""{"choices":[{"index":0,"logprobs":true}]}""")]
    [InlineData("""{"choices":[{"index":0,"top_logprobs":{"a":null}}]}""")]
    [InlineData("""{"id":"\udc00"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"usage":1}""")]
    public async Task A_frame_that_is_no_chunk_ends_the_stream_with_the_text_so_far(string frame)
    {
        FakeHandler handler = new FakeHandler()
            .ThenSse(Calls.Chunk("Par"), frame, Calls.Chunk("is", "stop"), "[DONE]")
            .ThenSse("""{"choices":[{"index":0,"text":"Par"}]}""", frame, "[DONE]");
        using TogetherClient client = Calls.Client(handler);

        await using ChatStream chat = await client.Chat.StreamAsync(Calls.Question);
        await using CompletionStream completion = await client.Completions.StreamAsync(new() { Model = "m", Prompt = "p" });
        Assert.Equal("Par", (await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => chat.GetFinalResponseAsync())).PartialText);
        Assert.Equal("Par", (await Assert.ThrowsAsync<TogetherStreamInterruptedException>(() => completion.GetFinalResponseAsync())).PartialText);
    }

    [Fact]
    public void Broken_utf8_is_a_json_fault()
    {
        byte[] body = [.. "{\"id\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8];
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(body, TogetherJsonContext.Default.ChatResponse));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(body, TogetherJsonContext.Default.CompletionResponse));
        Assert.Throws<JsonException>(() => new ChatChunkReader().Read(body));
    }

    [Fact]
    public void A_chat_answer_is_read_or_refused() => Check.One(s_config, Prop.ForAll(JsonMutator.Of(Chat), static json =>
        Read(json, TogetherJsonContext.Default.ChatResponse, static answer =>
        {
            _ = (answer.Text, answer.Message?.ReasoningText, answer.ToolCalls.Count, answer.FinishReason, answer.Usage?.CachedTokens);
            foreach (ChatChoice choice in answer.Choices)
                _ = (choice.Message?.Content?.Parts.Count, choice.LogProbs?.Positions.Count, choice.Message?.Text);
        })));

    [Fact]
    public void A_completion_is_read_or_refused() => Check.One(s_config, Prop.ForAll(JsonMutator.Of(Completion), static json =>
        Read(json, TogetherJsonContext.Default.CompletionResponse, static answer =>
            _ = (answer.Text, answer.FinishReason, answer.Choices.Sum(choice => choice.LogProbs?.Positions.Count ?? 0), answer.Usage?.CachedTokens))));

    [Fact]
    public void A_list_of_models_is_read_or_refused() => Check.One(s_config, Prop.ForAll(JsonMutator.Of(Models), static json =>
        Read(json, TogetherJsonContext.Default.ModelList, static models =>
            _ = (models.Count, models.Select(model => model.Id.Length + (model.Type?.Value.Length ?? 0)).Sum(), models.Sum(model => model.Pricing?.Input ?? 0)))));

    private static void Read<T>(string json, JsonTypeInfo<T> type, Action<T> use)
        where T : WireModel
    {
        T? value;
        try
        {
            value = JsonSerializer.Deserialize(Wire.Utf8(json), type);
        }
        catch (JsonException)
        {
            return;
        }

        if (value is null)
            return;
        use(value);
        _ = (value.ToString(), value.UnknownFields.Count);
        if (json.Contains("\\ud8", StringComparison.OrdinalIgnoreCase))
            return; // half a character in an unknown field is kept, but nothing can be written that way again
        string written = JsonSerializer.Serialize(value, type);
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize(written, type)!, type));
    }

    private static async Task ThrowsAsync<T>(string body, Func<TogetherClient, Task<T>> call)
    {
        FakeHandler handler = new FakeHandler().ThenJson(body, headers: ("x-request-id", "req-3"));
        using TogetherClient client = Calls.Client(handler);
        TogetherResponseException refused = await Assert.ThrowsAsync<TogetherResponseException>(() => call(client));

        Assert.Equal(("req-3", body), (refused.RequestId, refused.ResponseBody));
        Assert.Single(handler.Requests);
    }
}
