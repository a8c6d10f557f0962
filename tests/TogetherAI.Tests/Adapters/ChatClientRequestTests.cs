using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using TogetherAI.Tests.Tools;
using AIChatMessage = Microsoft.Extensions.AI.ChatMessage;
using AIChatRole = Microsoft.Extensions.AI.ChatRole;

namespace TogetherAI.Tests.Adapters;

/// <summary>What an <see cref="IChatClient"/> sends.</summary>
public class ChatClientRequestTests
{
    [Fact]
    public async Task Every_option_is_sent() => Wire.Same(
        """
        {"model":"other","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"?"}],
         "max_tokens":9,"temperature":0.2,"top_p":0.9,"top_k":40,"frequency_penalty":0.1,"presence_penalty":-0.1,"seed":7,"stop":["END"],
         "response_format":{"type":"json_schema","json_schema":{"name":"point","description":"A point.","schema":{"type":"object"}}},
         "reasoning_effort":"low","tool_choice":"auto","parallel_tool_calls":false,"prompt_cache_key":"geo","deep":{"a":[1]},"nothing":null,
         "tools":[{"type":"function","function":{"name":"weather","description":"Does weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
        """,
        await SentAsync(new ChatOptions
        {
            ModelId = "other",
            Instructions = "Be brief.",
            MaxOutputTokens = 9,
            Temperature = 0.2f,
            TopP = 0.9f,
            TopK = 40,
            FrequencyPenalty = 0.1f,
            PresencePenalty = -0.1f,
            Seed = 7,
            StopSequences = ["END"],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "point", "A point."),
            Reasoning = new() { Effort = Microsoft.Extensions.AI.ReasoningEffort.Low },
            ToolMode = ChatToolMode.Auto,
            Tools = [Function.Weather()],
            AllowMultipleToolCalls = false,
            AdditionalProperties = new() { ["prompt_cache_key"] = "geo", ["deep"] = new JsonObject { ["a"] = new JsonArray(1) }, ["nothing"] = null },
        }));

    [Fact]
    public async Task No_options_send_no_more_than_the_messages() =>
        Wire.Same("""{"model":"default","messages":[{"role":"user","content":"?"}]}""", await SentAsync(null));

    [Fact]
    public async Task Without_tools_nothing_is_said_about_them() => Wire.Same(
        """{"model":"default","messages":[{"role":"user","content":"?"}]}""",
        await SentAsync(new ChatOptions { ToolMode = ChatToolMode.RequireAny, AllowMultipleToolCalls = true, Tools = [], StopSequences = [] }));

    [Theory]
    [InlineData("none", "\"none\"")]
    [InlineData("any", "\"required\"")]
    [InlineData("weather", """{"type":"function","function":{"name":"weather"}}""")]
    public async Task Tool_modes_are_sent_as_choices(string mode, string expected)
    {
        ChatToolMode choice = mode switch { "none" => ChatToolMode.None, "any" => ChatToolMode.RequireAny, _ => ChatToolMode.RequireSpecific(mode) };
        string sent = await SentAsync(new ChatOptions { ToolMode = choice, Tools = [Function.Weather()] });
        Wire.Same(expected, JsonNode.Parse(sent)!["tool_choice"]!.ToJsonString());
    }

    [Fact]
    public async Task Forms_of_answers_are_sent()
    {
        Wire.Same("""{"type":"json_object"}""", await FormatAsync(ChatResponseFormat.Json));
        Wire.Same("""{"type":"text"}""", await FormatAsync(ChatResponseFormat.Text));
        Wire.Same(
            """{"type":"json_schema","json_schema":{"name":"answer","schema":true}}""", await FormatAsync(ChatResponseFormat.ForJsonSchema(JsonElement.Parse("true"))));
    }

    [Theory]
    [InlineData(Microsoft.Extensions.AI.ReasoningEffort.None, null, false)]
    [InlineData(Microsoft.Extensions.AI.ReasoningEffort.Medium, "medium", null)]
    [InlineData(Microsoft.Extensions.AI.ReasoningEffort.High, "high", null)]
    [InlineData(Microsoft.Extensions.AI.ReasoningEffort.ExtraHigh, "high", null)]
    public async Task Reasoning_is_asked_for_or_turned_off(Microsoft.Extensions.AI.ReasoningEffort effort, string? sentEffort, bool? enabled)
    {
        JsonNode sent = JsonNode.Parse(await SentAsync(new ChatOptions { Reasoning = new() { Effort = effort } }))!;
        Assert.Equal((sentEffort, enabled), (sent["reasoning_effort"]?.GetValue<string>(), sent["reasoning"]?["enabled"]?.GetValue<bool>()));
    }

    [Fact]
    public async Task A_raw_request_comes_first_and_options_fill_its_gaps() => Wire.Same(
        """
        {"model":"raw","messages":[{"role":"system","content":"first"},{"role":"user","content":"?"}],"temperature":1,"max_tokens":5,"min_p":0.1,"x":"raw","y":2}
        """,
        await SentAsync(new ChatOptions
        {
            ModelId = "other",
            Temperature = 0.5f,
            MaxOutputTokens = 5,
            AdditionalProperties = new() { ["x"] = "options", ["y"] = 2 },
            RawRepresentationFactory = client => new ChatRequest
            {
                Model = client.GetService<TogetherClient>() is null ? "" : "raw",
                Messages = [TogetherAI.ChatMessage.System("first")],
                Temperature = 1,
                MinP = 0.1,
                ExtraBody = new JsonObject { ["x"] = "raw" },
            },
        }));

    [Fact]
    public async Task What_has_no_counterpart_is_refused()
    {
        await RefusedAsync("ConversationId", new ChatOptions { ConversationId = "c" });
        await RefusedAsync("HostedWebSearchTool", new ChatOptions { Tools = [new HostedWebSearchTool()] });
        await RefusedAsync("HostedFileContent", null, new AIChatMessage(AIChatRole.User, [new HostedFileContent("f")]));
        await RefusedAsync("application/pdf", null, new AIChatMessage(AIChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf")]));
        await RefusedAsync("text/html", null, new AIChatMessage(AIChatRole.User, [new UriContent("https://a.test/", "text/html")]));
        await RefusedAsync("DataContent", null, new AIChatMessage(AIChatRole.Assistant, [new DataContent(new byte[] { 1 }, "image/png")]));
        await RefusedAsync("TextContent", null, new AIChatMessage(AIChatRole.Tool, "done"));
    }

    [Fact]
    public async Task Messages_of_every_kind_are_sent()
    {
        string sent = await SentAsync(
            null,
            new AIChatMessage(AIChatRole.System, "Be brief."),
            new AIChatMessage(new AIChatRole("developer"), "Really."),
            new AIChatMessage(AIChatRole.User,
            [
                new TextContent("What is this?"),
                new DataContent(new byte[] { 1, 2, 3 }, "image/png"),
                new UriContent("https://a.test/b.jpg", "image/jpeg"),
                new UriContent("https://a.test/b.mp4", "video/mp4"),
                new DataContent(new byte[] { 1 }, "video/mp4"),
                new DataContent(new byte[] { 1 }, "audio/wav"),
                new DataContent(new byte[] { 1 }, "audio/mpeg"),
                new UriContent("https://a.test/b.mp3", "audio/mpeg"),
            ]) { AuthorName = "Ann" },
            new AIChatMessage(AIChatRole.Assistant,
            [
                new TextReasoningContent("Hm."),
                new TextContent("I look"),
                new TextContent(" it up."),
                new FunctionCallContent("c1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo", ["days"] = 2 }),
                new FunctionCallContent("c2", "now"),
                new UsageContent(new UsageDetails { InputTokenCount = 1 }),
            ]),
            new AIChatMessage(AIChatRole.Tool, [new FunctionResultContent("c1", JsonElement.Parse("""{"sun":true}""")), new FunctionResultContent("c2", "noon")]),
            new AIChatMessage(AIChatRole.Assistant, [new FunctionCallContent("c3", "now", new Dictionary<string, object?>())]),
            new AIChatMessage(AIChatRole.Tool, [new FunctionResultContent("c3", null)]),
            new AIChatMessage(AIChatRole.User, "instead of this") { RawRepresentation = TogetherAI.ChatMessage.User("raw") },
            new AIChatMessage(AIChatRole.User, []));
        Wire.Same(
            """
            [{"role":"system","content":"Be brief."},
             {"role":"developer","content":"Really."},
             {"role":"user","name":"Ann","content":[
               {"type":"text","text":"What is this?"},
               {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},
               {"type":"image_url","image_url":{"url":"https://a.test/b.jpg"}},
               {"type":"video_url","video_url":{"url":"https://a.test/b.mp4"}},
               {"type":"video_url","video_url":{"url":"data:video/mp4;base64,AQ=="}},
               {"type":"input_audio","input_audio":{"data":"AQ==","format":"wav"}},
               {"type":"audio_url","audio_url":{"url":"data:audio/mpeg;base64,AQ=="}},
               {"type":"audio_url","audio_url":{"url":"https://a.test/b.mp3"}}]},
             {"role":"assistant","content":"I look it up.","reasoning":"Hm.","tool_calls":[
               {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\",\"days\":2}"}},
               {"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"{\"sun\":true}"},
             {"role":"tool","tool_call_id":"c2","content":"noon"},
             {"role":"assistant","tool_calls":[{"id":"c3","type":"function","function":{"name":"now","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c3","content":"null"},
             {"role":"user","content":"raw"},
             {"role":"user","content":""}]
            """,
            JsonNode.Parse(sent)!["messages"]!.ToJsonString());
    }

    private static async Task<string> FormatAsync(ChatResponseFormat format) =>
        JsonNode.Parse(await SentAsync(new ChatOptions { ResponseFormat = format }))!["response_format"]!.ToJsonString();

    private static async Task RefusedAsync(string word, ChatOptions? options, params AIChatMessage[] messages) =>
        Assert.Contains(word, (await Assert.ThrowsAsync<NotSupportedException>(() => SentAsync(options, messages))).Message, StringComparison.Ordinal);

    private static async Task<string> SentAsync(ChatOptions? options, params AIChatMessage[] messages)
    {
        FakeHandler handler = new FakeHandler().ThenJson(Calls.Answer("ok"));
        using TogetherClient client = Calls.Client(handler);
        await client.AsChatClient("default").GetResponseAsync(messages.Length > 0 ? messages : [new AIChatMessage(AIChatRole.User, "?")], options);
        return Assert.Single(handler.Requests).Body!;
    }
}
