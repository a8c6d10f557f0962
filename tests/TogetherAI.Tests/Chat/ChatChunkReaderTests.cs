using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TogetherAI.Tests.Serialization;

namespace TogetherAI.Tests.Chat;

/// <summary>The reader of chunks that is written by hand does what the generated one does.</summary>
public class ChatChunkReaderTests
{
    private static readonly string[] s_chunks =
    [
        """{"id":"o1","object":"chat.completion.chunk","created":1755600000,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Pa","token_id":3},"finish_reason":null,"logprobs":null,"seed":null}],"usage":null}""",
        """{"id":"o1","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp","choices":[{"index":1,"delta":{"reasoning":"a","reasoning_content":"b"},"logprobs":-0.25,"top_logprobs":{"a":-0.25},"seed":42}],"warnings":[{"message":"w"}],"x":{"y":[1]}}""",
        """{"id":"o2","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}],"function_call":{"name":"f","arguments":"{}"}},"finish_reason":"tool_calls","logprobs":{"tokens":["a"],"token_logprobs":[-1],"content":[{"token":"a","logprob":-1}]}}]}""",
        """{"id":"o3","created":"5","choices":[],"usage":{"prompt_tokens":"3","completion_tokens":4,"total_tokens":7,"cached_tokens":1,"completion_tokens_details":{"reasoning_tokens":2}}}""",
        """{"choices":[{"index":"2","delta":{"content":"größe \ud83e\udd8a \u0041\n","refusal":null},"finish_reason":"\u0065os","top_logprobs":[null,{"a":"-0.5"}],"matched_stop":1}],"error":null}""",
        """{"id":null,"object":null,"model":null,"system_fingerprint":null,"choices":null,"warnings":null}""",
        """{"choices":[{"index":0,"delta":null,"finish_reason":"","logprobs":"-0.5"},{"index":0,"delta":{}},{}]}""",
        """{"id":"a","id":"b","choices":[{"index":0,"index":1,"delta":{"content":"a"},"delta":{"role":"user"}}],"x":1,"x":2}""",
        """ { "choices" : [ { "index" : 0 , "delta" : { "content" : "" } } ] } """,
        "{}",
    ];

    public static TheoryData<string> Chunks => [.. s_chunks];

    public static TheoryData<string> Faults =>
    [
        "", "[]", "7", "\"a\"", "null", "{", "{}{}", "{}x", "{,}", "{\"id\"}", """{"id":1}""", """{"id":{}}""", """{"created":null}""", """{"created":"x"}""", """{"created":1.5}""",
        """{"created":99999999999999999999}""", """{"choices":{}}""", """{"choices":[null]}""", """{"choices":[1]}""", """{"choices":[{"index":null}]}""",
        """{"choices":[{"index":3000000000}]}""", """{"choices":[{"delta":[]}]}""", """{"choices":[{"delta":{"content":1}}]}""", """{"choices":[{"delta":{"role":1}}]}""",
        """{"choices":[{"delta":{"token_id":"x"}}]}""", """{"choices":[{"delta":{"tool_calls":{}}}]}""", """{"choices":[{"delta":{"tool_calls":[null]}}]}""",
        """{"choices":[{"finish_reason":{}}]}""", """{"choices":[{"logprobs":[]}]}""", """{"choices":[{"top_logprobs":1}]}""", """{"choices":[{"seed":true}]}""",
        """{"warnings":[null]}""", """{"usage":[]}""", """{"choices":[{"delta":{"content":"\ud800"}}]}""", """{"model":"\ud800"}""",
    ];

    [Theory]
    [MemberData(nameof(Chunks))]
    public void It_reads_what_the_generated_one_reads(string json)
    {
        string? read = Read(json, new ChatChunkReader());
        Assert.NotNull(read);
        Assert.Equal(ReadGenerated(json), read);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_refuses_what_the_generated_one_refuses(string json)
    {
        Assert.Null(ReadGenerated(json));
        Assert.Null(Read(json, new ChatChunkReader()));
    }

    [Fact]
    public void One_reader_for_a_whole_stream_mixes_nothing_up()
    {
        ChatChunkReader reader = new();
        foreach (string json in s_chunks.Concat(s_chunks.Reverse()))
            Assert.Equal(ReadGenerated(json), Read(json, reader));
    }

    [Fact]
    public void They_agree_on_whatever_becomes_of_a_chunk()
    {
        ChatChunkReader reader = new();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20_261_120, 7),
            Prop.ForAll(JsonMutator.Of(s_chunks), json => Assert.Equal(ReadGenerated(json), Read(json, reader))));
    }

    [Theory]
    [InlineData("""{"id":"o1","created":1,"model":"m","choices":""", "[]}", """[{"index":0,"delta":{"content":"a"}}],"id":"o2"}""", "null}", "[]", "}", "", ":[]}", """[],"choices":[{"index":1}]}""")]
    [InlineData("""{"id":"o1", "choices" :""", " [ ] }", "[]}", """[{"index":2}],"usage":{"total_tokens":1},"x":[2]}""", "7}", "[]]")]
    [InlineData("""{"choices":""", "[]}", """[],"id":"a"}""", """[],"id":"b"}""", "[]}x")]
    public void A_beginning_that_repeats_changes_nothing(string head, params string[] tails)
    {
        ChatChunkReader reader = new();
        foreach (string tail in tails.Concat(tails.Reverse()))
            Assert.Equal(ReadGenerated(head + tail), Read(head + tail, reader));
    }

    [Fact]
    public void Strings_that_repeat_are_made_once()
    {
        ChatChunkReader reader = new();
        ChatChunk first = ReadChunk("""{"id":"o1","model":"m","choices":[]}""", reader);
        ChatChunk second = ReadChunk("""{"id":"o1","model":"m","choices":[]}""", reader);

        Assert.Same(first.Id, second.Id);
        Assert.Same(first.Model, second.Model);
    }

    /// <summary>The chunk, written again; null where it was refused.</summary>
    private static string? Read(string json, ChatChunkReader reader)
    {
        try
        {
            return Wire.Serialize(ReadChunk(json, reader), TogetherJsonContext.Default.ChatChunk);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ChatChunk ReadChunk(string json, ChatChunkReader reader) => reader.Read(Wire.Utf8(json));

    private static string? ReadGenerated(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(Wire.Utf8(json), TogetherJsonContext.Default.ChatChunk) is { } chunk
                ? Wire.Serialize(chunk, TogetherJsonContext.Default.ChatChunk)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
