using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Output;

/// <summary>A JSON document on a line of its own, for scripts.</summary>
internal static class JsonLine
{
    // Whoever reads it is no browser: an apostrophe may stay one.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonNode node) => node.ToJsonString(s_options);

    public static void Write(TextWriter output, JsonNode node)
    {
        output.WriteLine(Of(node));
        output.Flush(); // whoever follows along wants it now
    }
}
