using System.Text.Json;

namespace TogetherAI.Engine.Constraints.Schemas;

/// <summary>The schemas of schemas that references lead to by their well-known addresses, so that a model can be asked for a schema.</summary>
internal static class MetaSchemas
{
    private const string Shared = """
        "title":{"type":"string"},"description":{"type":"string"},"default":true,"deprecated":{"type":"boolean"},"readOnly":{"type":"boolean"},
        "writeOnly":{"type":"boolean"},"examples":{"type":"array","items":true},"const":true,"enum":{"type":"array","items":true},
        "type":{"anyOf":[{"$ref":"#/$defs/type"},{"type":"array","items":{"$ref":"#/$defs/type"},"minItems":1,"uniqueItems":true}]},
        "multipleOf":{"type":"number","exclusiveMinimum":0},"minimum":{"type":"number"},"maximum":{"type":"number"},
        "exclusiveMinimum":{"type":"number"},"exclusiveMaximum":{"type":"number"},
        "minLength":{"$ref":"#/$defs/count"},"maxLength":{"$ref":"#/$defs/count"},"pattern":{"type":"string","format":"regex"},"format":{"type":"string"},
        "minItems":{"$ref":"#/$defs/count"},"maxItems":{"$ref":"#/$defs/count"},"uniqueItems":{"type":"boolean"},"contains":{"$ref":"#"},
        "minProperties":{"$ref":"#/$defs/count"},"maxProperties":{"$ref":"#/$defs/count"},"required":{"$ref":"#/$defs/names"},
        "properties":{"$ref":"#/$defs/schemas"},
        "patternProperties":{"type":"object","propertyNames":{"format":"regex"},"additionalProperties":{"$ref":"#"}},
        "additionalProperties":{"$ref":"#"},"propertyNames":{"$ref":"#"},
        "allOf":{"$ref":"#/$defs/list"},"anyOf":{"$ref":"#/$defs/list"},"oneOf":{"$ref":"#/$defs/list"},"not":{"$ref":"#"},
        "if":{"$ref":"#"},"then":{"$ref":"#"},"else":{"$ref":"#"},"contentMediaType":{"type":"string"},"contentEncoding":{"type":"string"},
        "$ref":{"type":"string","format":"uri-reference"},"$schema":{"type":"string","format":"uri"},"$comment":{"type":"string"},
        "dependencies":{"type":"object","additionalProperties":{"anyOf":[{"$ref":"#"},{"$ref":"#/$defs/names"}]}},
        "definitions":{"$ref":"#/$defs/schemas"},
        """;

    private const string Parts = """
        "$defs":{"type":{"enum":["array","boolean","integer","null","number","object","string"]},"count":{"type":"integer","minimum":0},
        "names":{"type":"array","items":{"type":"string"},"uniqueItems":true},"list":{"type":"array","items":{"$ref":"#"},"minItems":1},
        "schemas":{"type":"object","additionalProperties":{"$ref":"#"}},"anchor":{"type":"string","pattern":"^[A-Za-z_][-A-Za-z0-9._]*$"}}
        """;

    private static readonly Dictionary<string, Lazy<JsonElement>> s_known = new(StringComparer.Ordinal)
    {
        ["http://json-schema.org/draft-07/schema"] = Parsed(
            """
            "$id":{"type":"string","format":"uri-reference"},"items":{"anyOf":[{"$ref":"#"},{"$ref":"#/$defs/list"}]},"additionalItems":{"$ref":"#"}
            """),
        ["https://json-schema.org/draft/2020-12/schema"] = Parsed(
            """
            "$id":{"type":"string","format":"uri-reference","pattern":"^[^#]*#?$"},"$dynamicRef":{"type":"string","format":"uri-reference"},
            "$anchor":{"$ref":"#/$defs/anchor"},"$dynamicAnchor":{"$ref":"#/$defs/anchor"},
            "$vocabulary":{"type":"object","propertyNames":{"format":"uri"},"additionalProperties":{"type":"boolean"}},
            "$defs":{"$ref":"#/$defs/schemas"},"prefixItems":{"$ref":"#/$defs/list"},"items":{"$ref":"#"},
            "minContains":{"$ref":"#/$defs/count"},"maxContains":{"$ref":"#/$defs/count"},"unevaluatedItems":{"$ref":"#"},
            "unevaluatedProperties":{"$ref":"#"},"dependentSchemas":{"$ref":"#/$defs/schemas"},
            "dependentRequired":{"type":"object","additionalProperties":{"$ref":"#/$defs/names"}},"contentSchema":{"$ref":"#"}
            """),
    };

    /// <summary>The schema at an address without a fragment.</summary>
    public static bool TryFind(string address, out JsonElement schema)
    {
        bool there = s_known.TryGetValue(address, out Lazy<JsonElement>? known);
        schema = there ? known!.Value : default;
        return there;
    }

    private static Lazy<JsonElement> Parsed(string own) =>
        new(() => JsonElement.Parse("{\"type\":[\"object\",\"boolean\"],\"properties\":{" + Shared + own + "}," + Parts + "}"));
}
