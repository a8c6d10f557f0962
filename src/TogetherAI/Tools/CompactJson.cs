using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// JSON for a model to read: no blanks, which Microsoft.Extensions.AI's own options put in and which are paid for as tokens, and letters as
/// letters. Nothing here goes into a web page.
/// </summary>
internal static class CompactJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonElement element)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
            element.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
