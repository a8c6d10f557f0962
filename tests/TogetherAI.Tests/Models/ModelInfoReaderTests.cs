using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TogetherAI.Tests.Serialization;

namespace TogetherAI.Tests.Models;

/// <summary>The reader of models that is written by hand does what the generated one does.</summary>
public class ModelInfoReaderTests
{
    private static readonly string[] s_lists =
    [
        """[{"id":"a","object":"model","created":1,"type":"chat","display_name":"A","organization":"o","link":"l","license":"x","context_length":8,"pricing":{"hourly":0,"input":0.5,"output":1,"base":0.25,"finetune":2,"cached_input":0.1}}]""",
        """[{"id":"a","created":"7","type":"telepathy","context_length":"8","pricing":{"input":"0.88","output":1e-3,"new":true},"x":{"y":[1]}},{"id":"b","object":"model"},{"object":"other"}]""",
        """[{"id":null,"object":null,"type":null,"display_name":null,"context_length":null,"pricing":null},{"pricing":{"input":null}},{}]""",
        """[{"id":"a","id":"größe \ud83e\udd8a"}]""",
        "[]",
    ];

    public static TheoryData<string> Lists => [.. s_lists];

    public static TheoryData<string> Faults =>
    [
        "7", "{", "[", "[null]", "[7]", """[{"id":1}]""", """[{"created":null}]""", """[{"created":1.5}]""", """[{"context_length":3000000000}]""",
        """[{"type":1}]""", """[{"pricing":[]}]""", """[{"pricing":{"input":"free"}}]""", """[{"pricing":{"input":true}}]""", """[{"id":"\ud800"}]""",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public void It_reads_what_the_generated_one_reads(string json) => Assert.Equal(ReadGenerated(json), Read(json));

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_refuses_what_the_generated_one_refuses(string json)
    {
        Assert.Equal("refused", ReadGenerated(json));
        Assert.Equal("refused", Read(json));
    }

    [Fact]
    public void They_agree_on_whatever_becomes_of_a_list() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20_261_121, 7),
        Prop.ForAll(JsonMutator.Of(s_lists), json => Assert.Equal(ReadGenerated(json), json.StartsWith('[') ? Read(json) : ReadGenerated(json))));

    private static string Read(string json) =>
        Written(() => JsonSerializer.Deserialize(Wire.Utf8(json), TogetherJsonContext.Default.ModelList)?.Data);

    private static string ReadGenerated(string json) =>
        Written(() => JsonSerializer.Deserialize(Wire.Utf8(json), TogetherJsonContext.Default.IReadOnlyListModelInfo));

    private static string Written(Func<IReadOnlyList<ModelInfo>?> read)
    {
        try
        {
            return read() is { } models ? Wire.Serialize(models, TogetherJsonContext.Default.IReadOnlyListModelInfo) : "null";
        }
        catch (JsonException)
        {
            return "refused";
        }
    }
}
