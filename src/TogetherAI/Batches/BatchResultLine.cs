using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>
/// A line of a batch's files: <c>{"custom_id", "response": {"status_code", "body"}}</c> or <c>{"custom_id", "error"}</c>. Reading it never
/// throws.
/// </summary>
internal static class BatchResultLine
{
    public static BatchResult Parse(Line line, string fileId, bool isChat)
    {
        BatchResult result = new() { FileId = fileId, LineNumber = line.Number, Line = line.Text };
        if (line.IsTruncated)
            return Unreadable(result, $"is longer than {line.Text.Length} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(line.Text);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return Unreadable(result, $"is no object but {root.ValueKind}");
            result = result with { CustomId = Text(root, "custom_id") };
            return Read(result, root, isChat);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) // the latter for text that is no Unicode
        {
            return Unreadable(result, "is not JSON: " + exception.Message);
        }
    }

    /// <summary>Reads a line whose answer is of another kind; it is in <see cref="BatchResult.Answer"/>.</summary>
    public static BatchResult Parse<TResponse>(Line line, string fileId, JsonTypeInfo<TResponse> answer)
        where TResponse : TogetherResponse
    {
        BatchResult result = Parse(line, fileId, isChat: false);
        if (result.Error is not null || result.Body is not { } body)
            return result;
        try
        {
            return result with { Answer = body.Deserialize(answer) };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Unreadable(result, $"has an answer that is no {typeof(TResponse).Name}: {exception.Message}");
        }
    }

    private static BatchResult Read(BatchResult result, JsonElement root, bool isChat)
    {
        if (Field(root, "response") is { } response)
        {
            if (response.ValueKind != JsonValueKind.Object)
                return Unreadable(result, $"has a response that is no object but {response.ValueKind}");
            result = result with { StatusCode = Status(response), Body = Field(response, "body")?.Clone() };
            if (result.StatusCode is { } status && status != 200)
                return Failed(result, result.Body ?? Field(root, "error"), $"The request was answered with status {status}.");
        }

        if (Field(root, "error") is { } error)
            return Failed(result, error, "The service gave no reason.");
        if (result.Body is not { } body)
            return Unreadable(result, "has neither an answer nor an error");
        return isChat ? ReadChat(result, body) : result;
    }

    private static BatchResult ReadChat(BatchResult result, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return Unreadable(result, $"has an answer that is no object but {body.ValueKind}");
        if (Field(body, "error") is { } error && Field(body, "choices") is null)
            return Failed(result, error, "The service gave no reason.");
        try
        {
            return result with { Response = body.Deserialize(TogetherJsonContext.Default.ChatResponse) };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Unreadable(result, "has an answer that is none to a conversation: " + exception.Message);
        }
    }

    private static BatchResult Failed(BatchResult result, JsonElement? error, string otherwise)
    {
        ErrorBody told = error is { } element ? ErrorBody.Parse(Encoding.UTF8.GetBytes(element.GetRawText())) : default;
        return result with
        {
            Error = new BatchError
            {
                Kind = BatchErrorKind.Failed,
                Message = told.Message ?? otherwise,
                Code = told.Code,
                Type = told.Type,
                Parameter = told.Parameter,
            },
        };
    }

    private static BatchResult Unreadable(BatchResult result, string why) => result with
    {
        Error = new BatchError
        {
            Kind = BatchErrorKind.Unreadable,
            Message = string.Create(CultureInfo.InvariantCulture, $"Line {result.LineNumber} of {result.FileId} {why}"),
        },
    };

    /// <summary>A field; null where it is missing or null.</summary>
    private static JsonElement? Field(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static int? Status(JsonElement response) => Field(response, "status_code") switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out int status) => status,
        { ValueKind: JsonValueKind.String } text
            when int.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out int status) => status,
        _ => null,
    };
}
