namespace TogetherAI;

/// <summary>The form of an answer. Immutable.</summary>
public sealed record ResponseFormat : WireModel
{
    /// <summary><c>text</c>, <c>json_object</c>, <c>json_schema</c> or <c>regex</c>; a form from the future is kept.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The schema, for <c>json_schema</c>.</summary>
    public JsonSchemaFormat? JsonSchema { get; init; }

    /// <summary>The regular expression, for <c>regex</c>.</summary>
    public string? Pattern { get; init; }

    /// <summary>Free text.</summary>
    public static ResponseFormat Text { get; } = new() { Type = "text" };

    /// <summary>Any JSON object. The prompt must ask for JSON as well, or the model may not write any.</summary>
    public static ResponseFormat JsonObject { get; } = new() { Type = "json_object" };

    /// <summary>JSON after a schema.</summary>
    /// <param name="name">Letters, digits, underscores and dashes; at most 64 characters.</param>
    /// <param name="schema">The JSON Schema, as text.</param>
    /// <param name="strict">Whether it must be followed to the letter; null for the service's default.</param>
    /// <param name="description">What the answer is for; null for none.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ArgumentException"><paramref name="schema"/> is not JSON.</exception>
    public static ResponseFormat FromJsonSchema(string name, string schema, bool? strict = null, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new ResponseFormat
        {
            Type = "json_schema",
            JsonSchema = new JsonSchemaFormat { Name = name, Schema = JsonText.Parse(schema, nameof(schema)), Strict = strict, Description = description },
        };
    }

    /// <summary>Text that matches a regular expression.</summary>
    /// <param name="pattern">The expression.</param>
    /// <returns>The format.</returns>
    public static ResponseFormat FromRegex(string pattern) => new() { Type = "regex", Pattern = pattern };
}
