using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Compares what came with what is written again. Null and left out are the same, and so are two ways to write
/// one instant or one whole number.</summary>
internal static class SameJson
{
    /// <summary>Where the two differ.</summary>
    public static IEnumerable<string> Differences(JsonNode? came, JsonNode? written, string path = "$")
    {
        switch (came, written)
        {
            case (JsonObject a, JsonObject b):
                return a.Select(static field => field.Key).Union(b.Select(static field => field.Key))
                    .SelectMany(name => Differences(a[name], b[name], $"{path}.{name}"));
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                return a.Zip(b).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
            default:
                return JsonNode.DeepEquals(came, written) || SameInstant(came, written) || SameNumber(came, written)
                    ? []
                    : [$"{path}: came as {Text(came)}, is written as {Text(written)}"];
        }
    }

    private static bool SameInstant(JsonNode? came, JsonNode? written) => Instant(came) is { } a && Instant(written) is { } b && a == b;

    /// <summary>A number may be a string of digits, as protobuf's JSON has those of 64 bits; it is read either way and written as text.</summary>
    private static bool SameNumber(JsonNode? came, JsonNode? written) => NumberAsText(came, written) || NumberAsText(written, came);

    private static bool NumberAsText(JsonNode? came, JsonNode? written) =>
        came?.GetValueKind() == JsonValueKind.String && written?.GetValueKind() == JsonValueKind.Number && came.GetValue<string>() == written.ToJsonString();

    private static DateTimeOffset? Instant(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.String && DateTimeOffset.TryParse(node.GetValue<string>(), CultureInfo.InvariantCulture, out DateTimeOffset instant)
            ? instant
            : null;

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
