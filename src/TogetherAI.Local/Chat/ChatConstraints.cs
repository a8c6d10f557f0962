using System.Text.Json;
using TogetherAI.Engine.Constraints;
using TogetherAI.Local.Answers;
using TogetherAI.Local.Answers.Speech;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Chat;

/// <summary>Turns <c>response_format</c> and <c>tool_choice</c> into what a model is held to.</summary>
internal static class ChatConstraints
{
    private static readonly JsonElement s_noParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>Null where the model may say anything. Throws where it cannot be held to what is asked for.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="dialect">How the model writes calls.</param>
    /// <param name="reasons">Whether the prompt has opened reasoning, which comes first then.</param>
    public static OutputConstraint? Of(FieldReader fields, Dialect dialect, bool reasons)
    {
        OutputConstraint? answer = Answer(fields, dialect);
        return answer is not null && reasons && dialect.Reasoning is var (_, close) ? OutputConstraint.Sequence(Until(close), answer) : answer;
    }

    private static OutputConstraint? Answer(FieldReader fields, Dialect dialect)
    {
        OutputConstraint? format = FormatConstraint.Of(fields);
        (string? only, bool forced) = Choice(fields);
        if (forced)
        {
            if (format is not null)
                throw ApiException.Invalid("response_format", "response_format and a tool_choice that forces a call cannot both be met.");
            return ToolCall(fields, dialect, only, several: only is null && fields.Find("parallel_tool_calls") is not { ValueKind: JsonValueKind.False });
        }

        // Under a format the model may still call a tool where it is offered some.
        bool offered = !IsText(fields.Find("tool_choice"), "none") && fields.Find("tools") is { } tools && tools.GetArrayLength() > 0;
        return format is not null && offered ? OutputConstraint.AnyOf(ToolCall(fields, dialect, null, several: true), format) : format;
    }

    /// <summary>The function that must be called, where one is named, and whether any must.</summary>
    private static (string? Name, bool Forced) Choice(FieldReader fields)
    {
        if (fields.Find("tool_choice") is not { } choice || IsText(choice, "auto") || IsText(choice, "none"))
            return (null, false);
        if (IsText(choice, "required"))
            return (null, true);
        return choice.ValueKind == JsonValueKind.Object
            && choice.TryGetProperty("function", out JsonElement function) && function.ValueKind == JsonValueKind.Object
            && function.TryGetProperty("name", out JsonElement name)
            ? (FieldReader.TextOf(name, "tool_choice.function.name"), true)
            : throw ApiException.Invalid(
                "tool_choice", $"tool_choice must be auto, none, required or an object that names a function; it is {FieldReader.Show(choice)}.");
    }

    private static OutputConstraint ToolCall(FieldReader fields, Dialect dialect, string? only, bool several)
    {
        List<CallableFunction> functions = [];
        JsonElement[] offered = fields.Find("tools") is { } tools ? [.. tools.EnumerateArray()] : [];
        int index = 0;
        foreach (JsonElement tool in offered)
        {
            string path = FormattableString.Invariant($"tools[{index++}].function.parameters");
            JsonElement function = tool.GetProperty("function");
            string name = function.GetProperty("name").GetString()!;
            if (only is not null && name != only)
                continue;
            JsonElement parameters = function.TryGetProperty("parameters", out JsonElement given) && given.ValueKind != JsonValueKind.Null ? given : s_noParameters;
            functions.Add(new CallableFunction(name, parameters, FormatConstraint.Schema(parameters, path)));
        }

        return functions.Count > 0
            ? dialect.Calls(functions, several)
            : throw ApiException.Invalid("tool_choice", only is null ? "tool_choice forces a call, but tools are missing." : $"tool_choice names {only}, which is none of the tools.");
    }

    /// <summary>Any text up to a mark, whose first character stands nowhere before it: reasoning that is held to this has no need of it.</summary>
    private static RegexConstraint Until(string mark) => RegexConstraint.Parse(
        $"[^{System.Text.RegularExpressions.Regex.Escape(mark[..1])}]*{string.Concat(mark.Select(static one => char.IsLetterOrDigit(one) ? $"{one}" : $"\\{one}"))}\\n*");

    private static bool IsText(JsonElement? value, string text) => value is { ValueKind: JsonValueKind.String } known && known.ValueEquals(text);
}
