using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Engine.Constraints;
using TogetherAI.Local.Answers;
using TogetherAI.Local.Answers.Speech;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Chat;

/// <summary>A chat request, checked and in the form that chat templates expect.</summary>
internal sealed record ChatCall : GenerationCall
{
    private readonly FieldReader _fields;

    public ChatCall(FieldReader fields)
        : base(fields)
    {
        (Messages, ApiException? unsupported) = ChatMessages.Read(fields);
        TemplateVariables = fields.Object("chat_template_kwargs");
        JsonArray? tools = ReadTools(fields);
        Tools = tools is { Count: 0 } || IsNone(fields.Find("tool_choice")) ? null : tools;
        Unsupported = unsupported;
        fields.Object("response_format");
        _fields = fields;
    }

    public JsonArray Messages { get; }

    /// <summary>Null where the model shall not know of any.</summary>
    public JsonArray? Tools { get; }

    public JsonObject? TemplateVariables { get; }

    /// <summary>
    /// Why no model here can answer, though the request is a good one. A scripted reply can: it is how an app's handling of images is
    /// tested.
    /// </summary>
    public ApiException? Unsupported { get; }

    /// <summary>
    /// What a model is held to, which a script is not: schemas are only read for a model. Null where it may say anything.
    /// </summary>
    public OutputConstraint? Constraint(Dialect dialect, bool reasons) => ChatConstraints.Of(_fields, dialect, reasons);

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
}
