using System.Text.Json;

namespace TogetherAI.Tests.Chat;

/// <summary>Messages, as they are sent and as they come back.</summary>
public class ChatMessageTests
{
    [Fact]
    public async Task Every_role_and_every_field_of_a_message_is_sent()
    {
        string sent = await Wire.SentAsync(new ChatRequest
        {
            Model = "m",
            Messages =
            [
                ChatMessage.System("Be brief."),
                ChatMessage.User("Weather?") with { Name = "ann" },
                ChatMessage.Assistant(null, [new ToolCall { Index = 0, Id = "call_1", Type = "function", Function = new() { Name = "weather", Arguments = """{"city":"Rome"}""" } }]) with
                {
                    Reasoning = "They want Rome.",
                },
                ChatMessage.Tool("call_1", "sunny"),
                ChatMessage.Assistant("Sunny.") with { ReasoningContent = "Easy.", FunctionCall = new() { Name = "old", Arguments = "{}" } },
                new ChatMessage { Role = ChatRole.Function, Name = "old", Content = "42" },
                new ChatMessage { Role = new("critic"), Content = "Hm." },
            ],
        });

        Wire.Same(
            """
            {"model":"m","messages":[
              {"role":"system","content":"Be brief."},
              {"role":"user","content":"Weather?","name":"ann"},
              {"role":"assistant","reasoning":"They want Rome.","tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]},
              {"role":"tool","content":"sunny","tool_call_id":"call_1"},
              {"role":"assistant","content":"Sunny.","reasoning_content":"Easy.","function_call":{"name":"old","arguments":"{}"}},
              {"role":"function","name":"old","content":"42"},
              {"role":"critic","content":"Hm."}
            ]}
            """,
            sent);
    }

    [Fact]
    public async Task Every_kind_of_part_is_sent()
    {
        string sent = await Wire.SentAsync(new ChatRequest
        {
            Model = "m",
            Messages =
            [
                ChatMessage.User(ChatContent.FromParts(
                    ChatContentPart.FromText("What is this?"),
                    ChatContentPart.FromImage("https://example.test/cat.png"),
                    ChatContentPart.FromImage([1, 2, 3], "image/png"),
                    ChatContentPart.FromVideo("https://example.test/cat.mp4"),
                    ChatContentPart.FromAudio("https://example.test/cat.wav"),
                    ChatContentPart.FromAudio([4, 5, 6]))),
            ],
        });

        Wire.Same(
            """
            {"model":"m","messages":[{"role":"user","content":[
              {"type":"text","text":"What is this?"},
              {"type":"image_url","image_url":{"url":"https://example.test/cat.png"}},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},
              {"type":"video_url","video_url":{"url":"https://example.test/cat.mp4"}},
              {"type":"audio_url","audio_url":{"url":"https://example.test/cat.wav"}},
              {"type":"input_audio","input_audio":{"data":"BAUG","format":"wav"}}
            ]}]}
            """,
            sent);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":"Hi","annotations":[{"a":1}],"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}","mood":"x"},"cache":true}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"file","file":{"id":"f1"}},{"type":"image_url","image_url":{"url":"u","detail":"low"}}]}""")]
    [InlineData("""{"role":"narrator","content":""}""")]
    [InlineData("""{"role":"assistant","content":"","reasoning":"a","reasoning_content":"b"}""")]
    public void A_message_goes_back_as_it_came(string json) =>
        Wire.Same(json, Wire.RoundTrip(json, TogetherJsonContext.Default.ChatMessage));

    [Theory]
    [InlineData("""{"role":"assistant","content":"x"}""", null)]
    [InlineData("""{"role":"assistant","reasoning":"a"}""", "a")]
    [InlineData("""{"role":"assistant","reasoning_content":"b"}""", "b")]
    [InlineData("""{"role":"assistant","reasoning":"a","reasoning_content":"a"}""", "a")]
    [InlineData("""{"role":"assistant","reasoning":"","reasoning_content":"b"}""", "b")]
    [InlineData("""{"role":"assistant","reasoning":null,"reasoning_content":null}""", null)]
    public void Reasoning_is_read_in_either_spelling(string json, string? expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize(json, TogetherJsonContext.Default.ChatMessage)!.ReasoningText);

    [Fact]
    public void The_text_of_parts_is_that_of_the_text_parts()
    {
        ChatMessage message = JsonSerializer.Deserialize(
            """{"role":"assistant","content":[{"type":"text","text":"Pa"},{"type":"image_url","image_url":{"url":"u"}},{"type":"text","text":"ris"}]}""",
            TogetherJsonContext.Default.ChatMessage)!;

        Assert.Equal("Paris", message.Text);
        Assert.Equal(["text", "image_url", "text"], message.Content!.Parts.Select(part => part.Type));
    }
}
