using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TogetherAI.Tests.Serialization;

namespace TogetherAI.Tests.Chat;

/// <summary>The reader of answers that is written by hand does what the generated one does.</summary>
public class ChatResponseReaderTests
{
    private static readonly string[] s_answers =
    [
        """{"id":"o1","object":"chat.completion","created":1755600000,"model":"m","prompt":[],"choices":[{"index":0,"finish_reason":"eos","logprobs":null,"seed":42,"message":{"role":"assistant","content":"Paris","tool_calls":[]}}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4,"cached_tokens":2}}""",
        """{"id":"o1","created":"1","system_fingerprint":"fp","choices":[{"index":1,"text":"a","message":{"role":"assistant","content":null,"reasoning":"b","reasoning_content":"c","name":"n","tool_call_id":"t","tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}],"function_call":{"name":"f","arguments":"{}"},"refusal":null}}],"warnings":[{"message":"w"}],"x":{"y":[1]}}""",
        """{"choices":[{"logprobs":{"token_ids":[1],"tokens":["a"],"token_logprobs":[-1],"top_logprobs":[{"a":-1}]},"top_logprobs":{"a":-0.25}},{"message":null},{}],"usage":{"prompt_tokens":"3","completion_tokens":4,"total_tokens":7,"reasoning_tokens":2,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":2},"z":1}}""",
        """{"prompt":[{"text":"a","logprobs":{"tokens":["a"]}}],"choices":[{"message":{"content":[{"type":"text","text":"größe \ud83e\udd8a"},{"type":"image_url","image_url":{"url":"u"}}]},"matched_stop":1}]}""",
        """{"id":null,"object":null,"model":null,"system_fingerprint":null,"choices":null,"usage":null,"prompt":null,"warnings":null}""",
        """{"id":"a","id":"b","choices":[{"index":0,"index":1,"message":{"role":"user","role":"tool"}}],"x":1,"x":2}""",
        """ { "choices" : [ ] } """,
        "{}",
        "null",
    ];

    public static TheoryData<string> Answers => [.. s_answers];

    public static TheoryData<string> Faults =>
    [
        "", "[]", "7", "\"a\"", "{", "{}{}", "{}x", "null null", "{,}", """{"id":1}""", """{"created":null}""", """{"created":1.5}""",
        """{"choices":{}}""", """{"choices":[null]}""", """{"choices":[{"index":null}]}""", """{"choices":[{"index":3000000000}]}""",
        """{"choices":[{"message":[]}]}""", """{"choices":[{"message":{"role":null}}]}""", """{"choices":[{"message":{"content":1}}]}""",
        """{"choices":[{"message":{"tool_calls":[null]}}]}""", """{"choices":[{"finish_reason":{}}]}""", """{"choices":[{"seed":true}]}""",
        """{"usage":[]}""", """{"usage":{"total_tokens":null}}""", """{"warnings":[null]}""", """{"prompt":[null]}""",
        """{"choices":[{"message":{"content":"\ud800"}}]}""", """{"model":"\ud800"}""",
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public void It_reads_what_the_generated_one_reads(string json) => Assert.Equal(ReadGenerated(json), Read(json));

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_refuses_what_the_generated_one_refuses(string json)
    {
        Assert.Equal("refused", ReadGenerated(json));
        Assert.Equal("refused", Read(json));
    }

    [Fact]
    public void They_agree_on_whatever_becomes_of_an_answer() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20_261_121, 7),
        Prop.ForAll(JsonMutator.Of(s_answers), json => Assert.Equal(ReadGenerated(json), Read(json))));

    private static string Read(string json) => Written(() => ChatResponseReader.Read(Wire.Utf8(json)));

    private static string ReadGenerated(string json) =>
        Written(() => JsonSerializer.Deserialize(Wire.Utf8(json), TogetherJsonContext.Default.ChatResponse));

    private static string Written(Func<ChatResponse?> read)
    {
        try
        {
            return read() is { } answer ? Wire.Serialize(answer, TogetherJsonContext.Default.ChatResponse) : "null";
        }
        catch (JsonException)
        {
            return "refused";
        }
    }
}
