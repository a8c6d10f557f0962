using System.Diagnostics;
using System.Text.Json.Nodes;

namespace TogetherAI.Tests.Telemetry;

[Collection(nameof(TelemetryCollection))]
public class ContentTests
{
    private const string Model = "content-test";

    private static readonly ChatRequest s_request = new()
    {
        Model = Model,
        Messages =
        [
            ChatMessage.System("Be brief."),
            ChatMessage.User(ChatContent.FromParts(
                ChatContentPart.FromText("What is \"this\"? é"),
                ChatContentPart.FromImage("https://example.test/cat.png"),
                ChatContentPart.FromImage([1, 2, 3], "image/png"),
                ChatContentPart.FromAudio([1, 2, 3]))),
            ChatMessage.Assistant(null, [new ToolCall { Id = "c1", Type = "function", Function = new() { Name = "look", Arguments = "{\"at\":1}" } }]),
            ChatMessage.Tool("c1", "a cat"),
        ],
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Prompts_and_answers_are_in_the_span_only_when_that_was_asked_for(bool record)
    {
        using SpanCollector spans = new(Model);
        FakeHandler handler = new FakeHandler().ThenJson(
            """{"id":"o1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","reasoning":"whiskers","content":"A cat."}},{"index":1,"finish_reason":"length","message":{"role":"assistant","content":"A"}}]}""");
        using TogetherClient client = Calls.Client(handler, configure: options => options.Telemetry.RecordContent = record);
        await client.Chat.CreateAsync(s_request);

        Activity span = spans.Single();
        string? input = (string?)span.GetTagItem("gen_ai.input.messages");
        string? output = (string?)span.GetTagItem("gen_ai.output.messages");
        if (!record)
        {
            Assert.Null(input);
            Assert.Null(output);
            Assert.DoesNotContain(span.TagObjects, tag => tag.Value is string text && text.Contains("cat", StringComparison.Ordinal));
            return;
        }

        AssertJson(
            """
            [
              {"role":"system","parts":[{"type":"text","content":"Be brief."}]},
              {"role":"user","parts":[
                {"type":"text","content":"What is \"this\"? é"},
                {"type":"uri","modality":"image","uri":"https://example.test/cat.png"},
                {"type":"uri","modality":"image","uri":"data:image/png;base64,"},
                {"type":"input_audio","format":"wav"}]},
              {"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"look","arguments":"{\"at\":1}"}]},
              {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"a cat"}]}
            ]
            """,
            input);
        AssertJson(
            """
            [
              {"role":"assistant","parts":[{"type":"reasoning","content":"whiskers"},{"type":"text","content":"A cat."}],"finish_reason":"stop"},
              {"role":"assistant","parts":[{"type":"text","content":"A"}],"finish_reason":"length"}
            ]
            """,
            output);
    }

    private static void AssertJson(string expected, string? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual!)), actual);
}
