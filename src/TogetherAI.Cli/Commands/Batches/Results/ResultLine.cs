using System.Text.Json;
using System.Text.Json.Nodes;

namespace TogetherAI.Cli.Commands.Batches.Results;

/// <summary>A result as a line of JSON: its key, and an answer or an error.</summary>
internal static class ResultLine
{
    public const string Key = "key";

    /// <summary>The lines of a run.</summary>
    /// <param name="results">What it delivers; a line is asked for when the one before is where it belongs.</param>
    /// <param name="fill">Writes an answer into its line.</param>
    public static IAsyncEnumerable<JsonObject> OfAsync<TResponse>(IAsyncEnumerable<BatchResult<BatchRow, TResponse>> results, Action<JsonObject, TResponse> fill)
        where TResponse : class =>
        results.Select(result => Of(result.Key, result.Error, result.Response, fill));

    /// <summary>The lines of a run of conversations.</summary>
    public static IAsyncEnumerable<JsonObject> OfAsync(IAsyncEnumerable<BatchResult<BatchRow>> results) =>
        results.Select(static result => Of(result.Key, result.Error, result.Response, Fill));

    /// <summary>A result of a job; its key is the id that the request had there.</summary>
    public static JsonObject Of(BatchResult result)
    {
        JsonObject line = new() { [Key] = result.CustomId };
        if (result.Error is { } error)
            Fill(line, error);
        else if (result.Response is { } response)
            Fill(line, response);
        else
            line["body"] = result.Body is { } element ? JsonObject.Create(element) : null; // no conversation
        return line;
    }

    public static void Fill(JsonObject line, ChatResponse response)
    {
        line["text"] = response.Text;
        if (response.FinishReason == FinishReason.Length)
            line["truncated"] = true; // by the limit on tokens
    }

    public static void Fill(JsonObject line, EmbeddingResponse response) =>
        line["embedding"] = new JsonArray([.. response.Data[0].Vector.ToArray().Select(static number => (JsonNode)number)]);

    public static void Fill(JsonObject line, Transcription response) => line["text"] = response.Text;

    private static JsonObject Of<TResponse>(string key, BatchError? error, TResponse? response, Action<JsonObject, TResponse> fill)
        where TResponse : class
    {
        JsonObject line = new() { [Key] = key };
        if (error is not null)
            Fill(line, error);
        else
            fill(line, response!);
        return line;
    }

    private static void Fill(JsonObject line, BatchError error)
    {
        JsonObject told = new() { ["message"] = error.Message, ["code"] = error.Code };
        if (error.Parameter is not null)
            told["field"] = error.Parameter;
        line["error"] = told;
    }
}
