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
        if (schema.ValueKind != JsonValueKind.Object || RefersElsewhere(schema.GetRawText()) || !IsOfNewestDraft(schema)
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
        if (type.ValueEquals("string"))
            return Text(schema, marks);
        try
        {
            return JsonSchemaConstraint.Parse(schema);
        }
        catch (UnsupportedSchemaException)
        {
            // The whole, which this is a part of, can be held to: in JSON then.
            return null;
        }
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

        return OnlyHas(schema, "type") ? RegexConstraint.Parse(Without(marks.ValueEnd)) : null;
    }

    /// <summary>
    /// A pattern of the texts that a mark does not stand in. The mark's first character stands in it only once: after each in a text follows,
    /// up to the next, what the mark does not begin.
    /// </summary>
    internal static string Without(string mark)
    {
        string first = mark[..1], after = $"(?:[^{first}{mark[^1..]}][^{first}]*)?";
        for (int i = mark.Length - 2; i > 0; i--)
        {
            string next = mark.Substring(i, 1);
            after = $"(?:[^{first}{next}][^{first}]*|{next}{after})?";
        }

        return $"[^{first}]*(?:{first}{after})*";
    }

    // What a part of a schema means is what the newest draft says where it is read alone.
    private static bool IsOfNewestDraft(JsonElement schema)
    {
        const string Newest = "https://json-schema.org/draft/2020-12/schema";
        return !schema.TryGetProperty("$schema", out JsonElement named)
            || (named.ValueKind == JsonValueKind.String && (named.ValueEquals(Newest) || named.ValueEquals(Newest + "#")));
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
