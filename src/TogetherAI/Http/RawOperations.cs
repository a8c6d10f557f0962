using System.Text.Json.Nodes;

namespace TogetherAI;

/// <summary>Operations that have no descriptor of their own yet.</summary>
internal static class RawOperations
{
    public static Operation<JsonNode, RawResponse> Create(HttpMethod method, string path) => new(
        "raw",
        method,
        path,
        TogetherJsonContext.Default.JsonNode,
        ResponseType: null!, // the bytes of a raw answer are not parsed
        method == HttpMethod.Get ? RetryClass.Safe : RetryClass.Once);
}
