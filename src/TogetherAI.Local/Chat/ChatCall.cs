using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Local.Answers;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Chat;

/// <summary>A chat request, checked and in the form that chat templates expect.</summary>
internal sealed record ChatCall : GenerationCall
{
    public ChatCall(FieldReader fields)
        : base(fields)
    {
        (Messages, ApiException? unsupported) = ChatMessages.Read(fields);
        TemplateVariables = fields.Object("chat_template_kwargs");
        JsonArray? tools = ReadTools(fields);
        Tools = tools is { Count: 0 } || IsNone(fields.Find("tool_choice")) ? null : tools;
        Unsupported = unsupported ?? ConstrainedTools(fields) ?? ConstrainedFormat(fields);
    }

    public JsonArray Messages { get; }

    /// <summary>Null where the model shall not know of any.</summary>
    public JsonArray? Tools { get; }

    public JsonObject? TemplateVariables { get; }

    /// <summary>
    /// Why no model here can answer, though the request is a good one. A scripted reply can: it is how an app's handling of images or
    /// schemas is tested.
    /// </summary>
    public ApiException? Unsupported { get; }

    private static JsonArray? ReadTools(FieldReader fields)
    {
        if (fields.Find("tools") is not { } tools)
            return null;
        if (tools.ValueKind != JsonValueKind.Array)
            throw ApiException.Invalid("tools", $"tools must be an array; it is {FieldReader.Show(tools)}.");
        int index = 0;
        foreach (JsonElement tool in tools.EnumerateArray())
        {
            string name = FormattableString.Invariant($"tools[{index++}].function.name");
            if (tool.ValueKind != JsonValueKind.Object
                || !tool.TryGetProperty("function", out JsonElement function) || function.ValueKind != JsonValueKind.Object
                || !function.TryGetProperty("name", out JsonElement functionName))
                throw ApiException.Invalid(name, $"{name} is required.");
            FieldReader.TextOf(functionName, name);
        }

        return JsonArray.Create(tools);
    }

    private static bool IsNone(JsonElement? choice) => choice is { ValueKind: JsonValueKind.String } text && text.ValueEquals("none");

    // An honest refusal: a model that is merely asked to call a tool may not, and the caller would rely on it.
    private static ApiException? ConstrainedTools(FieldReader fields)
    {
        if (fields.Find("tool_choice") is not { } choice)
            return null;
        if (choice.ValueKind == JsonValueKind.String && (choice.ValueEquals("auto") || choice.ValueEquals("none")))
            return null;
        return ApiException.Invalid(
            "tool_choice",
            $"tool_choice {FieldReader.Show(choice)} needs constrained decoding, which this server does not have. "
            + "Use auto or none, or script the reply.");
    }

    private static ApiException? ConstrainedFormat(FieldReader fields)
    {
        if (fields.Object("response_format") is not { } format)
            return null;
        string type = format["type"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        return type == "text"
            ? null
            : ApiException.Invalid(
                "response_format",
                $"response_format of type \"{type}\" needs constrained decoding, which this server does not have. "
                + "Use text, or script the reply.");
    }
}
