namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>The keywords of JSON Schema that are enforced, those that hold schemas, and those that ask for nothing.</summary>
internal static class SchemaKeywords
{
    /// <summary>Their value is a schema.</summary>
    public static readonly string[] OfSchema =
    [
        "additionalProperties", "propertyNames", "unevaluatedProperties", "items", "additionalItems", "unevaluatedItems", "contains", "not", "if", "then", "else",
        "contentSchema",
    ];

    /// <summary>Their value is an array of schemas.</summary>
    public static readonly string[] OfSchemas = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];

    /// <summary>Their value is an object whose properties are schemas.</summary>
    public static readonly string[] OfNamedSchemas = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

    /// <summary>The keywords of the vocabulary that a dialect may leave out.</summary>
    public static readonly HashSet<string> OfValidation = new(StringComparer.Ordinal)
    {
        "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
        "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "required", "minProperties", "maxProperties", "dependentRequired",
    };

    private static readonly HashSet<string> s_enforced = new(StringComparer.Ordinal)
    {
        "type", "enum", "const", "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "then", "else",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
        "minLength", "maxLength", "pattern", "format",
        "items", "prefixItems", "additionalItems", "unevaluatedItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems",
        "properties", "patternProperties", "additionalProperties", "unevaluatedProperties", "propertyNames", "required", "minProperties", "maxProperties",
        "dependentRequired", "dependentSchemas", "dependencies",
    };

    private static readonly HashSet<string> s_annotations = new(StringComparer.Ordinal)
    {
        "title", "description", "default", "examples", "example", "$schema", "$id", "$comment", "$anchor", "$dynamicAnchor", "$vocabulary", "deprecated", "readOnly",
        "writeOnly", "contentMediaType", "contentEncoding", "contentSchema",
        // Only what is referred to counts.
        "$defs", "definitions",
    };

    // What begins so is by convention a note of somebody's own.
    public static bool IsKnown(string keyword) => s_enforced.Contains(keyword) || s_annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);
}
