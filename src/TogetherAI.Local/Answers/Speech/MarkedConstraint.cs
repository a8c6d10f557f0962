using System.Globalization;
using System.Text.Json;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Local.Answers.Speech;

/// <summary>What arguments between marks are held to. A text stands there without quotes, so that less can be asked of it than in JSON.</summary>
internal static class MarkedConstraint
{
    private static readonly string[] s_notes = ["title", "description", "default", "examples", "$comment"];

    /// <summary>Null where the schema asks for what cannot be said in marks.</summary>
    public static OutputConstraint? Of(JsonElement schema, ArgumentMarks marks)
    {
        if (schema.ValueKind != JsonValueKind.Object || RefersElsewhere(schema.GetRawText())
            || !OnlyHas(schema, "type", "properties", "required", "additionalProperties", "$schema")
            || (schema.TryGetProperty("type", out JsonElement type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("object"))))
            return null;
        HashSet<string> required = schema.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(static name => name.GetString()!)] : [];
        List<OutputConstraint> arguments = [];
        string line = marks.OnLines ? "\n" : "";
        foreach (JsonProperty property in schema.TryGetProperty("properties", out JsonElement properties) ? [.. properties.EnumerateObject()] : (JsonProperty[])[])
        {
            if (Value(property.Value, marks) is not { } value || property.Name.Trim() != property.Name || property.Name.Contains(marks.KeyEnd, StringComparison.Ordinal))
                return null;
            OutputConstraint argument = OutputConstraint.Sequence(
                OutputConstraint.Exactly($"{marks.Key}{property.Name}{marks.KeyEnd}{(marks.Value.Length > 0 ? "\n" + marks.Value : line)}"),
                value,
                OutputConstraint.Exactly($"{line}{marks.ValueEnd}\n"));
            arguments.Add(required.Remove(property.Name) ? argument : OutputConstraint.AnyOf(OutputConstraint.Exactly(""), argument));
        }

        return required.Count == 0 ? OutputConstraint.Sequence([.. arguments]) : null;
    }

    private static OutputConstraint? Value(JsonElement schema, ArgumentMarks marks)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
            return null;
        return type.ValueEquals("string") ? Text(schema, marks) : JsonSchemaConstraint.Parse(schema);
    }

    private static OutputConstraint? Text(JsonElement schema, ArgumentMarks marks)
    {
        if (OnlyHas(schema, "type", "enum") && schema.TryGetProperty("enum", out JsonElement values) && values.ValueKind == JsonValueKind.Array)
        {
            string[] choices = [.. values.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.String).Select(static one => one.GetString()!)];
            return choices.Length > 0 && !choices.Any(one => one.Contains(marks.ValueEnd, StringComparison.Ordinal))
                ? OutputConstraint.AnyOf([.. choices.Select(OutputConstraint.Exactly)])
                : null;
        }

        // Nothing that looks like the mark at the end: no "</" with the mark's first letter.
        if (OnlyHas(schema, "type"))
            return RegexConstraint.Parse(string.Create(CultureInfo.InvariantCulture, $"(?:[^<]|<(?:<|/<)*(?:[^/<]|/[^{marks.ValueEnd[2]}<]))*"));
        return null;
    }

    // A part of a schema that refers to the whole means nothing alone.
    private static bool RefersElsewhere(string schema) =>
        schema.Contains("\"$ref\"", StringComparison.Ordinal) || schema.Contains("\"$dynamicRef\"", StringComparison.Ordinal);

    private static bool OnlyHas(JsonElement schema, params ReadOnlySpan<string> keywords)
    {
        foreach (JsonProperty property in schema.EnumerateObject())
        {
            if (!keywords.Contains(property.Name) && !s_notes.Contains(property.Name) && !property.Name.StartsWith("x-", StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
