using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Batches.Results;

/// <summary>A result as a line of JSON: its key, and a text or an error.</summary>
internal static class ResultLine
{
    public const string Key = "key";

    public static JsonObject Of(BatchResult<Inputs.BatchInput> result) => Of(result.Key, result.Response, body: null, result.Error);

    /// <summary>A result of a job; its key is the id that the request had there.</summary>
    public static JsonObject Of(BatchResult result) => Of(result.CustomId, result.Response, result.Body, result.Error);

    private static JsonObject Of(string? key, ChatResponse? response, JsonElement? body, BatchError? error)
    {
        JsonObject line = new() { [Key] = key };
        if (error is not null)
        {
            line["error"] = new JsonObject { ["message"] = error.Message, ["code"] = error.Code };
            return line;
        }

        if (response is null)
        {
            line["body"] = body is { } element ? JsonObject.Create(element) : null; // no conversation
            return line;
        }

        line["text"] = response.Text;
        if (response.FinishReason == FinishReason.Length)
            line["truncated"] = true; // by the limit on tokens
        return line;
    }
}
