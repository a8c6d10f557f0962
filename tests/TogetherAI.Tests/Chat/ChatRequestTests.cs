using System.Text.Json;

namespace TogetherAI.Tests.Chat;

/// <summary>Requests, held to the JSON they are sent as.</summary>
public class ChatRequestTests
{
    private static readonly ChatRequest s_plain = new() { Model = "m", Messages = [ChatMessage.User("?")] };

    [Fact]
    public async Task A_plain_request_sends_nothing_that_was_not_set() =>
        Wire.Same("""{"model":"m","messages":[{"role":"user","content":"?"}]}""", await Wire.SentAsync(s_plain));

    [Fact]
    public async Task Every_field_has_its_documented_name()
    {
        string sent = await Wire.SentAsync(new ChatRequest
        {
            Model = "openai/gpt-oss-20b",
            Messages = [ChatMessage.System("s"), ChatMessage.User("u")],
            MaxTokens = 512,
            Stop = ["</s>", "\n"],
            Temperature = 0.7,
            TopP = 0.9,
            TopK = 40,
            MinP = 0.05,
            RepetitionPenalty = 1.1,
            PresencePenalty = -0.5,
            FrequencyPenalty = 0.25,
            LogitBias = new Dictionary<string, double> { ["105"] = 21.4, ["1024"] = -10.5 },
            Seed = 42,
            N = 2,
            LogProbs = 5,
            Echo = true,
            SafetyModel = "Meta-Llama/Llama-Guard-7b",
            ContextLengthBehavior = ContextLengthBehavior.Truncate,
            Compliance = "hipaa",
            ChatTemplateKwargs = new Dictionary<string, JsonElement> { ["enable_thinking"] = JsonDocument.Parse("false").RootElement },
            ReasoningEffort = ReasoningEffort.High,
            Reasoning = new ReasoningOptions { Enabled = true },
            Tools = [ChatTool.FromFunction("get_weather", "Weather of a city.", """{"type":"object","properties":{"city":{"type":"string"}}}""")],
            ToolChoice = ToolChoice.Auto,
            FunctionCall = FunctionCallChoice.None,
            ResponseFormat = ResponseFormat.JsonObject,
        });

        Wire.Same(
            """
            {
              "model": "openai/gpt-oss-20b",
              "messages": [{"role":"system","content":"s"},{"role":"user","content":"u"}],
              "max_tokens": 512,
              "stop": ["</s>","\n"],
              "temperature": 0.7,
              "top_p": 0.9,
              "top_k": 40,
              "min_p": 0.05,
              "repetition_penalty": 1.1,
              "presence_penalty": -0.5,
              "frequency_penalty": 0.25,
              "logit_bias": {"105":21.4,"1024":-10.5},
              "seed": 42,
              "n": 2,
              "logprobs": 5,
              "echo": true,
              "safety_model": "Meta-Llama/Llama-Guard-7b",
              "context_length_exceeded_behavior": "truncate",
              "compliance": "hipaa",
              "chat_template_kwargs": {"enable_thinking":false},
              "reasoning_effort": "high",
              "reasoning": {"enabled":true},
              "tools": [{"type":"function","function":{"name":"get_weather","description":"Weather of a city.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],
              "tool_choice": "auto",
              "function_call": "none",
              "response_format": {"type":"json_object"}
            }
            """,
            sent);
    }

    [Fact]
    public async Task A_stream_is_asked_for_in_the_body()
    {
        FakeHandler handler = new FakeHandler().ThenSse(Calls.Chunk("a", "stop"), "[DONE]");
        using TogetherClient client = Calls.Client(handler);
        await using ChatStream stream = await client.Chat.StreamAsync(s_plain);

        Wire.Same("""{"model":"m","messages":[{"role":"user","content":"?"}],"stream":true}""", handler.Requests[0].Body);
        Assert.Equal("text/event-stream", handler.Requests[0].Headers["Accept"]);
    }

    public static TheoryData<ToolChoice, string> ToolChoices => new()
    {
        { ToolChoice.Auto, "\"auto\"" },
        { ToolChoice.None, "\"none\"" },
        { ToolChoice.Required, "\"required\"" },
        { ToolChoice.ForMode("validated"), "\"validated\"" },
        { ToolChoice.ForFunction("get_weather"), """{"type":"function","function":{"name":"get_weather"}}""" },
    };

    [Theory]
    [MemberData(nameof(ToolChoices))]
    public async Task A_tool_choice_is_a_string_or_names_a_function(ToolChoice choice, string expected) =>
        Wire.Same(
            $$"""{"model":"m","messages":[{"role":"user","content":"?"}],"tool_choice":{{expected}}}""",
            await Wire.SentAsync(s_plain with { ToolChoice = choice }));

    public static TheoryData<FunctionCallChoice, string> FunctionCallChoices => new()
    {
        { FunctionCallChoice.Auto, "\"auto\"" },
        { FunctionCallChoice.None, "\"none\"" },
        { FunctionCallChoice.ForFunction("f"), """{"name":"f"}""" },
    };

    [Theory]
    [MemberData(nameof(FunctionCallChoices))]
    public async Task The_older_form_of_a_tool_choice_is_a_string_or_a_name(FunctionCallChoice choice, string expected) =>
        Wire.Same(
            $$"""{"model":"m","messages":[{"role":"user","content":"?"}],"function_call":{{expected}}}""",
            await Wire.SentAsync(s_plain with { FunctionCall = choice }));

    public static TheoryData<ResponseFormat, string> ResponseFormats => new()
    {
        { ResponseFormat.Text, """{"type":"text"}""" },
        { ResponseFormat.JsonObject, """{"type":"json_object"}""" },
        { ResponseFormat.FromJsonSchema("person", """{"type":"object"}"""), """{"type":"json_schema","json_schema":{"name":"person","schema":{"type":"object"}}}""" },
        {
            ResponseFormat.FromJsonSchema("person", """{"type":"object"}""", strict: true, "A person."),
            """{"type":"json_schema","json_schema":{"name":"person","description":"A person.","schema":{"type":"object"},"strict":true}}"""
        },
        { ResponseFormat.FromRegex("(yes|no)"), """{"type":"regex","pattern":"(yes|no)"}""" },
        { new ResponseFormat { Type = "grammar" }, """{"type":"grammar"}""" },
    };

    [Theory]
    [MemberData(nameof(ResponseFormats))]
    public async Task Every_form_of_answer_can_be_asked_for(ResponseFormat format, string expected) =>
        Wire.Same(
            $$"""{"model":"m","messages":[{"role":"user","content":"?"}],"response_format":{{expected}}}""",
            await Wire.SentAsync(s_plain with { ResponseFormat = format }));

    [Theory]
    [InlineData("low")]
    [InlineData("medium")]
    [InlineData("high")]
    [InlineData("extreme")]
    public async Task Any_effort_is_sent_as_it_is(string effort) =>
        Wire.Same(
            $$$"""{"model":"m","messages":[{"role":"user","content":"?"}],"reasoning_effort":"{{{effort}}}","reasoning":{"enabled":false}}""",
            await Wire.SentAsync(s_plain with { ReasoningEffort = new(effort), Reasoning = new() { Enabled = false } }));

    [Fact]
    public void What_is_not_json_is_refused_where_it_is_written()
    {
        Assert.Equal("parameters", Assert.Throws<ArgumentException>(() => ChatTool.FromFunction("f", null, "{")).ParamName);
        Assert.Equal("schema", Assert.Throws<ArgumentException>(() => ResponseFormat.FromJsonSchema("p", "not json")).ParamName);
    }

    [Fact]
    public async Task A_tool_may_ask_for_strict_arguments_and_carry_what_is_not_known() =>
        Wire.Same(
            """{"model":"m","messages":[{"role":"user","content":"?"}],"tools":[{"type":"function","function":{"name":"f","strict":true}},{"type":"mcp","server_url":"https://example.test"}]}""",
            await Wire.SentAsync(s_plain with
            {
                Tools =
                [
                    new ChatTool { Function = new FunctionDefinition { Name = "f", Strict = true } },
                    JsonSerializer.Deserialize("""{"type":"mcp","server_url":"https://example.test"}""", TogetherJsonContext.Default.ChatTool)!,
                ],
            }));
}
