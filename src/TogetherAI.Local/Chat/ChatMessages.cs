using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Chat;

/// <summary>Checks the messages of a chat request and brings them into the form that chat templates expect.</summary>
internal static class ChatMessages
{
    /// <summary>The messages, and why no model here can read them, where that is so.</summary>
    public static (JsonArray Messages, ApiException? Unsupported) Read(FieldReader fields)
    {
        if (fields.Find("messages") is not { } messages)
            throw ApiException.Invalid("messages", "messages is required.");
        if (messages.ValueKind != JsonValueKind.Array)
            throw ApiException.Invalid("messages", $"messages must be an array; it is {FieldReader.Show(messages)}.");
        if (messages.GetArrayLength() == 0)
            throw ApiException.Invalid("messages", "messages must hold at least one message.");
        JsonArray read = [];
        ApiException? unsupported = null;
        int index = 0;
        foreach (JsonElement message in messages.EnumerateArray())
            read.Add((JsonNode)ReadMessage(message, FormattableString.Invariant($"messages[{index++}]"), ref unsupported));
        return (read, unsupported);
    }

    private static JsonObject ReadMessage(JsonElement message, string path, ref ApiException? unsupported)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw ApiException.Invalid(path, $"{path} must be an object; it is {FieldReader.Show(message)}.");
        if (!message.TryGetProperty("role", out JsonElement roleValue))
            throw ApiException.Invalid($"{path}.role", $"{path}.role is required.");
        string role = FieldReader.TextOf(roleValue, $"{path}.role");
        if (role is not ("system" or "developer" or "user" or "assistant" or "tool" or "function"))
        {
            throw ApiException.Invalid(
                $"{path}.role", $"{path}.role must be one of system, user, assistant, tool, function; it is {FieldReader.Show(roleValue)}.");
        }

        // Copied whole, so that a template sees what it may ask for (name, reasoning_content, …).
        JsonObject read = JsonObject.Create(message)!;
        bool calls = ReadToolCalls(read, path);
        read["content"] = ReadContent(message, $"{path}.content", mayBeAbsent: role == "assistant", ref unsupported) ?? (calls ? null : "");
        return read;
    }

    private static string? ReadContent(JsonElement message, string path, bool mayBeAbsent, ref ApiException? unsupported)
    {
        if (!message.TryGetProperty("content", out JsonElement content) || content.ValueKind == JsonValueKind.Null)
            return mayBeAbsent ? null : throw ApiException.Invalid(path, $"{path} is required.");
        if (content.ValueKind != JsonValueKind.Array)
            return FieldReader.TextOf(content, path);
        StringBuilder text = new();
        int index = 0;
        foreach (JsonElement part in content.EnumerateArray())
        {
            string partPath = FormattableString.Invariant($"{path}[{index++}]");
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("type", out JsonElement type))
                throw ApiException.Invalid($"{partPath}.type", $"{partPath}.type is required.");
            if (FieldReader.TextOf(type, $"{partPath}.type") is var kind and not "text")
            {
                unsupported ??= ApiException.Invalid(partPath, $"{partPath} is of type {kind}; the models of this server read text only.");
                continue;
            }

            if (!part.TryGetProperty("text", out JsonElement value))
                throw ApiException.Invalid($"{partPath}.text", $"{partPath}.text is required.");
            text.Append(FieldReader.TextOf(value, $"{partPath}.text"));
        }

        return text.ToString();
    }

    // On the wire the arguments are JSON in a string; templates are written for the object itself.
    private static bool ReadToolCalls(JsonObject message, string path)
    {
        if (message["tool_calls"] is not { } node)
            return false;
        if (node is not JsonArray calls)
            throw ApiException.Invalid($"{path}.tool_calls", $"{path}.tool_calls must be an array.");
        for (int i = 0; i < calls.Count; i++)
        {
            string callPath = FormattableString.Invariant($"{path}.tool_calls[{i}].function");
            if (calls[i] is not JsonObject call || call["function"] is not JsonObject function)
                throw ApiException.Invalid(callPath, $"{callPath} is required.");
            if (function["arguments"] is JsonValue value && value.TryGetValue(out string? text) && TryParseObject(text) is { } arguments)
                function["arguments"] = arguments;
        }

        return calls.Count > 0;
    }

    private static JsonObject? TryParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
