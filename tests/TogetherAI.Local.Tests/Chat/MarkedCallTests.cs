using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Local.Answers.Speech;

namespace TogetherAI.Local.Tests.Chat;

/// <summary>Arguments that stand between marks one by one: what a parameter may be says what they are, and wherever a call ends they are JSON.</summary>
public class MarkedCallTests
{
    private const string Qwen = "<parameter=", Glm = "<arg_key>";

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Parts of texts that are nearly marks, or nearly JSON.</summary>
    private static readonly string[] s_parts = ["a", "\"", "<", "</", "</p>", "</a>", "\n", "é", "😀", "{", "}", "[", "null", "5", "</parameter", "</arg_value", "<parameter=x>", "<arg_key>", "\\", " "];

    [Theory]
    [InlineData("""{"type":"string"}""", "12345", "\"12345\"")]
    [InlineData("""{"type":"string"}""", "null", "\"null\"")]
    [InlineData("""{"type":["string"]}""", "12345", "\"12345\"")]
    [InlineData("""{"type":["string","null"]}""", "12345", "\"12345\"")]
    [InlineData("""{"type":["null","string"]}""", "true", "\"true\"")]
    [InlineData("""{"type":["string","null"]}""", "{\"a\":1}", "\"{\\\"a\\\":1}\"")]
    [InlineData("""{"type":["string","null"]}""", "None", "\"None\"")]
    [InlineData("""{"type":["string","null"]}""", "null", "null")]
    [InlineData("""{"type":["string","null"]}""", "nullable", "\"nullable\"")]
    [InlineData("""{"type":["string","null"]}""", "null ", "\"null \"")]
    [InlineData("""{"type":["string","null"]}""", "nu", "\"nu\"")]
    [InlineData("""{"type":["string","null"]}""", "", "\"\"")]
    [InlineData("""{"type":["string","null"]}""", "\"", "\"\\\"\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}],"default":null}""", "12345", "\"12345\"")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}],"default":null}""", "null", "null")]
    [InlineData("""{"oneOf":[{"const":"1"},{"enum":["2","3"]}]}""", "2", "\"2\"")]
    [InlineData("""{"allOf":[{"type":"string"},{"minLength":1}]}""", "2", "\"2\"")]
    [InlineData("""{"const":"5"}""", "5", "\"5\"")]
    [InlineData("""{"enum":["5","6",null]}""", "5", "\"5\"")]
    [InlineData("""{"enum":["5","6",null]}""", "null", "null")]
    [InlineData("""{"type":["string","integer"],"enum":["1","2"]}""", "1", "\"1\"")]
    [InlineData("""{"type":["string","integer"]}""", "1", "1")]
    [InlineData("""{"anyOf":[{"type":"string"},{}]}""", "1", "1")]
    [InlineData("""{"anyOf":[{"type":"string"},true]}""", "1", "1")]
    [InlineData("""{"enum":["5",5]}""", "5", "5")]
    [InlineData("""{"type":"null"}""", "null", "null")]
    [InlineData("""{"type":5,"const":{},"enum":5,"anyOf":5}""", "1", "1")]
    [InlineData("{}", "1", "1")]
    public void A_parameter_that_can_only_be_a_text_stays_one(string schema, string value, string expected)
    {
        ParameterKinds kinds = Kinds($$"""{"p":{{schema}}}""");
        foreach (string sign in (string[])[Qwen, Glm])
        {
            string text = Begin(sign) + Argument(sign, "p", value) + End(sign);
            for (int size = 1; size <= text.Length; size++)
                Assert.Equal($$"""{"p": {{expected}}}""", Arguments(Parse(sign, kinds, text, () => size)));
        }
    }

    /// <summary>Calls with parameters of all kinds, cut into any pieces and ended after every byte.</summary>
    [Theory]
    [InlineData(Qwen)]
    [InlineData(Glm)]
    public void Wherever_a_marked_call_ends_nothing_is_lost_and_its_arguments_are_JSON(string sign)
    {
        string[] schemas =
        [
            """{"type":"string"}""", """{"type":["string","null"]}""", """{"anyOf":[{"type":"null"},{"type":"string"}]}""", """{"type":["number","boolean"]}""", """{"type":["array","null"]}""", "{}",
        ];
        for (int seed = 0; seed < 150; seed++)
        {
            Random random = new(seed);
            (string properties, StringBuilder call, JsonObject expected) = ("", new StringBuilder(Begin(sign)), []);
            for (int i = random.Next(4); i >= 0; i--)
            {
                int kind = random.Next(schemas.Length);
                string written = kind < 3
                    ? string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => s_parts[random.Next(s_parts.Length)]))
                    : Value(random).ToJsonString(s_plain);
                bool isNull = kind is 1 or 2 && random.Next(3) == 0;
                written = isNull ? "null" : written;
                properties += $"{(properties.Length > 0 ? "," : "")}\"p{i}\":{schemas[kind]}";
                expected[$"p{i}"] = kind == 0 || (kind < 3 && written != "null") ? JsonValue.Create(written) : JsonNode.Parse(written);
                call.Append(Argument(sign, $"p{i}", written));
            }

            ParameterKinds kinds = Kinds($"{{{properties}}}");
            byte[] bytes = Encoding.UTF8.GetBytes(call.Append(End(sign)).ToString());
            for (int length = 0; length <= bytes.Length; length++)
            {
                string said = Encoding.UTF8.GetString(bytes, 0, length);
                List<SpeechEvent> events = Parse(sign, kinds, said, () => random.Next(1, 9));
                Assert.Equal(said, string.Concat(events.Select(static one => one.Raw)));
                if (!events.Exists(static one => one.Kind == SpeechKind.CallBegins))
                {
                    Assert.Equal(said, string.Concat(events.Select(static one => one.Value)));
                    continue;
                }

                JsonObject found = JsonNode.Parse(Arguments(events))!.AsObject();
                Assert.Equal(expected.Select(static one => one.Key).Take(found.Count), found.Select(static one => one.Key));
                foreach ((string key, JsonNode? value) in found.Take(length == bytes.Length ? found.Count : Math.Max(0, found.Count - 1)))
                    Assert.True(JsonNode.DeepEquals(expected[key], value), $"{said} -> {found.ToJsonString(s_plain)}");
                Assert.True(length < bytes.Length || found.Count == expected.Count, said);
            }
        }
    }

    private static JsonNode Value(Random random) => random.Next(4) switch
    {
        0 => random.Next(-100, 100) / 4.0,
        1 => random.Next(2) == 0,
        2 => new JsonArray("</parameter>", "</arg_value>", new JsonObject { ["q\""] = "{" }),
        _ => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)s_parts[random.Next(s_parts.Length)])]),
    };

    private static ParameterKinds Kinds(string properties) => new(JsonNode.Parse(
        """[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":""" + properties + "}}}]")!.AsArray());

    private static string Begin(string sign) => sign == Qwen ? "<tool_call>\n<function=f>\n" : "<tool_call>f\n";

    private static string Argument(string sign, string name, string value) =>
        sign == Qwen ? $"<parameter={name}>\n{value}\n</parameter>\n" : $"<arg_key>{name}</arg_key>\n<arg_value>{value}</arg_value>\n";

    private static string End(string sign) => sign == Qwen ? "</function>\n</tool_call>" : "</tool_call>";

    private static string Arguments(IEnumerable<SpeechEvent> events) =>
        string.Concat(events.Where(static one => one.Kind == SpeechKind.Arguments).Select(static one => one.Value));

    private static List<SpeechEvent> Parse(string sign, ParameterKinds kinds, string text, Func<int> size)
    {
        SpeechParser parser = new(Dialect.Of(sign), findCalls: true, reasons: false, kinds);
        List<SpeechEvent> events = [];
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(size(), text.Length - at);
            events.AddRange(parser.Append(text.Substring(at, length)));
            at += length;
        }

        events.AddRange(parser.End());
        return events;
    }
}
