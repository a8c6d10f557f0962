using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>Texts of a schema, and how they are written.</summary>
internal static class SchemaText
{
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnsupportedSchemaException(null, "#", "holds half of a surrogate pair, which is no text.");
        }
    }

    /// <summary>A step of a JSON pointer (RFC 6901).</summary>
    public static string Step(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>A property's name with its colon.</summary>
    public static byte[] Name(string name)
    {
        StringBuilder text = new("\"");

        // Only what JSON demands is escaped: that is how models write.
        foreach (char character in name)
        {
            text = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        return Encoding.UTF8.GetBytes(text.Append("\":").ToString());
    }
}
