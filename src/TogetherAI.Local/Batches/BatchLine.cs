using System.Text.Json;

namespace TogetherAI.Local.Batches;

/// <summary>One request of a batch.</summary>
/// <param name="CustomId">The id that its answer bears.</param>
/// <param name="Body">The request, as it would be sent by itself.</param>
/// <param name="Method">How it is sent on; null for what the line does not say.</param>
internal sealed record BatchLine(string CustomId, string Body, string? Method)
{
    private const int MaxIdLength = 64;

    /// <summary>Reads a file for a batch.</summary>
    /// <returns>Its requests; or what is wrong with it, which fails the whole batch.</returns>
    public static async Task<(IReadOnlyList<BatchLine> Lines, string? Error)> ReadAsync(string path, int maxRequests, CancellationToken cancellationToken)
    {
        List<BatchLine> lines = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        string? model = null;
        int number = 0;
        await foreach (string text in File.ReadLinesAsync(path, cancellationToken).ConfigureAwait(false))
        {
            number++;
            (BatchLine? line, string? named, string? error) = Parse(text);
            error ??= !ids.Add(line!.CustomId) ? $"custom_id '{line.CustomId}' is not unique"
                : model is not null && model != named ? $"all requests must have the same model; found '{model}' and '{named}'"
                : number > maxRequests ? $"a batch may have {maxRequests} requests"
                : null;
            if (error is not null)
                return ([], $"Line {number}: {error}");
            model ??= named;
            lines.Add(line!);
        }

        return lines.Count > 0 ? (lines, null) : ([], "The file has no requests.");
    }

    private static (BatchLine? Line, string? Model, string? Error) Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("custom_id", out JsonElement id) || id.ValueKind != JsonValueKind.String)
                return (null, null, "custom_id is required");
            if (id.GetString() is not { Length: > 0 and <= MaxIdLength } customId)
                return (null, null, $"custom_id must have 1 to {MaxIdLength} characters");
            if (!root.TryGetProperty("body", out JsonElement body) || body.ValueKind != JsonValueKind.Object)
                return (null, null, "body is required");
            return body.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String
                ? (new BatchLine(customId, body.GetRawText(), MethodOf(root)), model.GetString(), null)
                : (null, null, "body.model is required");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return (null, null, "not valid JSON");
        }
    }

    private static string? MethodOf(JsonElement line) =>
        line.TryGetProperty("method", out JsonElement method) && method.ValueKind == JsonValueKind.String ? method.GetString() : null;
}
