namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>The keywords of JSON Schema that are enforced, and those that ask for nothing.</summary>
internal static class SchemaKeywords
{
    private static readonly HashSet<string> s_enforced = new(StringComparer.Ordinal)
    {
        "type", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "minLength", "maxLength", "enum", "const",
        "anyOf", "$ref",
    };

    private static readonly HashSet<string> s_annotations = new(StringComparer.Ordinal)
    {
        "title", "description", "default", "examples", "$schema", "$id", "$comment", "deprecated", "readOnly", "writeOnly",
        // Only what is referred to counts.
        "$defs", "definitions",
    };

    public static bool IsKnown(string keyword) => s_enforced.Contains(keyword) || IsAnnotation(keyword);

    public static bool IsAnnotation(string keyword) => s_annotations.Contains(keyword);
}
