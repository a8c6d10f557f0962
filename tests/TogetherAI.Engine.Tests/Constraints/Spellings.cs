using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>Ways to write a value: properties in any order, no more escapes than must be, integers without a point.</summary>
internal static class Spellings
{
    public static IEnumerable<string> Of(JsonElement value, int most = 400)
    {
        Random random = new(1);
        HashSet<string> told = [];
        for (int i = 0; i < most; i++)
        {
            StringBuilder text = new();
            Write(text, value, i == 0 ? null : random);
            if (told.Add(text.ToString()))
                yield return text.ToString();
        }
    }

    private static void Write(StringBuilder text, JsonElement value, Random? random)
    {
        string comma = "";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                JsonProperty[] properties = [.. value.EnumerateObject()];
                random?.Shuffle(properties);
                text.Append('{');
                foreach (JsonProperty property in properties)
                {
                    text.Append(comma);
                    WriteString(text, property.Name);
                    Write(text.Append(':'), property.Value, random);
                    comma = ",";
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(text.Append(comma), item, random);
                    comma = ",";
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(text, value.GetString()!);
                break;
            case JsonValueKind.Number when decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number):
                string digits = number.ToString(CultureInfo.InvariantCulture);
                text.Append(digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits);
                break;
            case JsonValueKind.Number when BigInteger.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out BigInteger large):
                text.Append(large.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char one in value)
        {
            _ = one switch
            {
                '"' or '\\' => text.Append('\\').Append(one),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}"),
                _ => text.Append(one),
            };
        }

        text.Append('"');
    }
}
