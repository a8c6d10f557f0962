using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Serialization;

/// <summary>Breaks good JSON in the ways a service, a proxy or an enemy would: wrong types, lost and doubled fields, cut and garbled text.</summary>
internal static class JsonMutator
{
    private static readonly string[] s_values =
    [
        "null", "true", "0", "1", "-1", "1.5", "99999999999", "1e5", "\"\"", "\"x\"", "\"7\"", "\"-0.5\"", "\"stop\"", "\"🦊\"", "\"\\ud800\"",
        "\"\\u0065os\"", "[]", "{}", "[null]", "[{}]", "[[1]]", "[\"a\"]", "[-1,null]", "{\"a\":1}", "{\"a\":null}", "{\"name\":\"f\"}", "{\"index\":1}",
        "[{\"index\":1}]",
    ];

    private static readonly string[] s_names =
    [
        "id", "choices", "index", "delta", "content", "logprobs", "top_logprobs", "usage", "tool_calls", "message", "text", "data", "created", "new",
        "Id", "", "$id", "\\u0069d", "\\ud800",
    ];

    /// <summary>Broken versions of some texts; most are still JSON.</summary>
    public static Arbitrary<string> Of(params string[] texts) =>
        Gen.Elements(texts).SelectMany(
            _ => Gen.Choose(0, 9_999).ArrayOf(3).NonEmptyListOf(),
            static (text, script) => script.Take(4).Aggregate(text, static (current, step) => Mutate(current, step[0], step[1], step[2]))).ToArbitrary();

    private static string Mutate(string text, int kind, int place, int what)
    {
        (List<Range> values, List<Range> names) = Scan(text);
        string value = s_values[what % s_values.Length];
        switch (kind % 16)
        {
            case 0 when text.Length > 0:
                return text[..(place % text.Length)];
            case 1 when text.Length > 0:
                return Splice(text, (place % text.Length)..((place % text.Length) + 1), ((char)(32 + (what % 95))).ToString());
            case < 5 when names.Count > 0:
                return Splice(text, names[place % names.Count], $"\"{s_names[what % s_names.Length]}\"");
            case < 8 when names.Count > 0:
                Range name = names[place % names.Count];
                return Splice(text, name.Start..name.Start, $"\"{s_names[kind % s_names.Length]}\":{value},");
            default:
                return values.Count > 0 ? Splice(text, values[place % values.Count], value) : text;
        }
    }

    private static string Splice(string text, Range range, string replacement) => string.Concat(text.AsSpan(..range.Start.Value), replacement, text.AsSpan(range.End.Value..));

    /// <summary>Where values and names stand; nothing where the text is no JSON any more.</summary>
    private static (List<Range> Values, List<Range> Names) Scan(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        List<Range> values = [];
        List<Range> names = [];
        Stack<int> open = new();
        try
        {
            Utf8JsonReader reader = new(bytes);
            while (reader.Read())
            {
                int start = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, (int)reader.TokenStartIndex));
                int end = Encoding.UTF8.GetCharCount(bytes.AsSpan(0, (int)reader.BytesConsumed));
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(start);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        values.Add(open.Pop()..end);
                        break;
                    case JsonTokenType.PropertyName:
                        names.Add(start..(text.IndexOf(':', end - 1) is var colon && text[end - 1] == ':' ? colon : end));
                        break;
                    default:
                        values.Add(start..end);
                        break;
                }
            }
        }
        catch (JsonException)
        {
            return ([], []);
        }

        return (values, names);
    }
}
