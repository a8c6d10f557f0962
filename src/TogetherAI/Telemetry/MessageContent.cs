using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TogetherAI;

/// <summary>
/// Prompts and answers as the JSON that the conventions give for <c>gen_ai.input.messages</c> and <c>gen_ai.output.messages</c>. Images,
/// sound and video appear by kind and address only: their bytes are no use in a trace.
/// </summary>
internal static class MessageContent
{
    // Read by people, never put into a page as it is: letters stay letters.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The messages of a request; null where it has none.</summary>
    public static string? OfRequest(object? request) => request switch
    {
        ChatRequest chat => Write(chat.Messages, static (json, message) => WriteMessage(json, message, null)),
        CompletionRequest completion => Write([completion.Prompt], static (json, prompt) => WriteMessage(json, ChatMessage.User(prompt), null)),
        _ => null,
    };

    /// <summary>The messages of an answer; null where it has none.</summary>
    public static string? OfResponse(TogetherResponse response) => response switch
    {
        ChatResponse chat => Write(
            chat.Choices, static (json, choice) => WriteMessage(json, choice.Message ?? ChatMessage.Assistant(choice.Text), choice.FinishReason ?? default)),
        CompletionResponse completion => Write(
            completion.Choices, static (json, choice) => WriteMessage(json, ChatMessage.Assistant(choice.Text), choice.FinishReason ?? default)),
        _ => null,
    };

    private static string Write<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_json))
        {
            json.WriteStartArray();
            foreach (T item in items)
                write(json, item);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message, FinishReason? finishReason)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role.Value);
        if (message.Name is not null)
            json.WriteString("name", message.Name);
        json.WriteStartArray("parts");
        if (message.ReasoningText is { Length: > 0 } reasoning)
            WritePart(json, "reasoning", "content", reasoning);
        if (message.ToolCallId is not null)
            WriteToolResult(json, message);
        else if (message.Content is not null)
            WriteContent(json, message.Content);
        foreach (ToolCall call in message.ToolCalls ?? [])
            WriteToolCall(json, call);
        json.WriteEndArray();
        if (finishReason is { } reason)
            json.WriteString("finish_reason", reason.Value); // an answer must have one, empty where the service did not say
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, ChatContent content)
    {
        foreach (ChatContentPart part in content.Parts)
        {
            if (part.Type == "text")
                WritePart(json, "text", "content", part.Text);
            else if ((part.ImageUrl ?? part.VideoUrl ?? part.AudioUrl)?.Url is { } url)
                WriteMedia(json, part.Type.Replace("_url", "", StringComparison.Ordinal), url);
            else
                WritePart(json, part.Type, "format", part.InputAudio?.Format);
        }
    }

    private static void WriteMedia(Utf8JsonWriter json, string modality, string url)
    {
        json.WriteStartObject();
        json.WriteString("type", "uri");
        json.WriteString("modality", modality);
        int comma = url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? url.IndexOf(',', StringComparison.Ordinal) : -1;
        json.WriteString("uri", comma < 0 ? url : url[..(comma + 1)]);
        json.WriteEndObject();
    }

    private static void WriteToolCall(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_call");
        json.WriteString("id", call.Id);
        json.WriteString("name", call.Function?.Name);
        json.WriteString("arguments", call.Function?.Arguments); // as the model wrote them, which need not be JSON
        json.WriteEndObject();
    }

    private static void WriteToolResult(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_call_response");
        json.WriteString("id", message.ToolCallId);
        json.WriteString("response", message.Text);
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, string type, string name, string? value)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        if (value is not null)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
