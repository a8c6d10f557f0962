using System.Text;
using System.Text.Json;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Wire;

namespace TogetherAI.Local.Batches;

/// <summary>The two files of a batch that has ended, as lines. Not thread-safe.</summary>
internal sealed class BatchOutput(LocalBatchOptions options, BatchFault? fault)
{
    private readonly List<byte[]> _answers = [];
    private readonly List<byte[]> _errors = [];

    public void Add(BatchAnswer answer)
    {
        if (fault is { Kind: BatchFaultKind.FailRequests } failed)
            AddError(answer.CustomId, failed.Error, failed.Code);
        else if (answer.Status == 200 || options.FailedRequestsInOutput)
            _answers.Add(Line(answer));
        else
            AddFailed(answer);
    }

    public void AddUnanswered(string customId, string status)
    {
        if (status == BatchState.Expired)
            AddError(customId, "This request could not be executed before the batch expired.", "batch_expired");
        else if (status == BatchState.Cancelled)
            AddError(customId, "This request was not executed before the batch was cancelled.", "batch_cancelled");
    }

    /// <summary>The file of answers, in no order that anybody could rely on; empty for none.</summary>
    public IReadOnlyList<byte[]> Answers(string batchId)
    {
        if (fault is { Kind: BatchFaultKind.LoseOutput })
            return [];
        List<byte[]> lines = [.. _answers];
        if (lines.Count > 0)
            Damage(lines);
        Shuffle(lines, batchId);
        return lines;
    }

    /// <summary>The file of errors; empty for none.</summary>
    public IReadOnlyList<byte[]> Errors() => fault is { Kind: BatchFaultKind.LoseOutput } ? [] : _errors;

    private void Damage(List<byte[]> lines)
    {
        switch (fault?.Kind)
        {
            case BatchFaultKind.RepeatAnswer:
                lines.Add(lines[0]);
                break;
            case BatchFaultKind.StrayAnswer:
                lines.Add(Line(new BatchAnswer("nobody-asked-with-this-id", 200, "{}"u8.ToArray())));
                break;
            case BatchFaultKind.GarbleAnswer:
                lines[0] = lines[0][..(lines[0].Length / 2)];
                break;
            case BatchFaultKind.LoseAnswer:
                lines.RemoveAt(0);
                break;
        }
    }

    // The same batch gets the same disorder each time.
    private static void Shuffle(List<byte[]> lines, string batchId)
    {
        Random random = new(batchId.Aggregate(17, static (hash, c) => unchecked((hash * 31) + c)));
        for (int i = lines.Count - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (lines[i], lines[j]) = (lines[j], lines[i]);
        }
    }

    private void AddFailed(BatchAnswer answer)
    {
        using JsonDocument document = Parse(answer.Body);
        JsonElement root = document.RootElement;
        JsonElement error = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement inner) ? inner : root;
        AddError(answer.CustomId, Text(error, "message") ?? $"The request was answered with status {answer.Status}.", Text(error, "code") ?? Text(error, "type"));
    }

    // A fault script may answer with anything, also with what is no JSON.
    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static byte[] Line(BatchAnswer answer)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, WireJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("custom_id", answer.CustomId);
            json.WriteStartObject("response");
            json.WriteNumber("status_code", answer.Status);
            json.WritePropertyName("body");
            using JsonDocument body = Parse(answer.Body);
            body.RootElement.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return line.ToArray();
    }

    private void AddError(string customId, string message, string? code)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line, WireJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("custom_id", customId);
            json.WriteStartObject("error");
            json.WriteString("message", message);
            json.WriteString("code", code ?? "internal_error");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        _errors.Add(line.ToArray());
    }
}
