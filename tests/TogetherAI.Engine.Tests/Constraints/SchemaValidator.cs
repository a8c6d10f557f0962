using System.Text.Json;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>Says whether a value meets a schema: the enforced keywords, read from the specification and not from the engine's code.</summary>
internal sealed class SchemaValidator(JsonElement root)
{
    public bool IsValid(JsonElement value) => IsValid(root, value);

    private bool IsValid(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.ValueKind == JsonValueKind.True;
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            JsonElement wanted = keyword.Value;
            bool valid = keyword.Name switch
            {
                "$ref" => IsValid(wanted.GetString() == "#" ? root : root.GetProperty("$defs").GetProperty(wanted.GetString()!["#/$defs/".Length..]), value),
                "anyOf" => wanted.EnumerateArray().Any(choice => IsValid(choice, value)),
                "enum" => wanted.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
                "const" => JsonElement.DeepEquals(wanted, value),
                "type" when wanted.ValueKind == JsonValueKind.Array => wanted.EnumerateArray().Any(type => HasType(value, type.GetString()!)),
                "type" => HasType(value, wanted.GetString()!),
                "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() >= wanted.GetInt32(),
                "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() <= wanted.GetInt32(),
                "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= wanted.GetInt32(),
                "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= wanted.GetInt32(),
                "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => IsValid(wanted, item)),
                "required" => value.ValueKind != JsonValueKind.Object || wanted.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
                "properties" => value.ValueKind != JsonValueKind.Object
                    || value.EnumerateObject().All(one => !wanted.TryGetProperty(one.Name, out JsonElement property) || IsValid(property, one.Value)),
                "additionalProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(one =>
                    (schema.TryGetProperty("properties", out JsonElement named) && named.TryGetProperty(one.Name, out _)) || IsValid(wanted, one.Value)),
                "description" or "$defs" => true,
                _ => throw new InvalidOperationException($"The test's schemas have no {keyword.Name}."),
            };
            if (!valid)
                return false;
        }

        return true;
    }

    private static bool HasType(JsonElement value, string type) => value.ValueKind switch
    {
        JsonValueKind.Number => type == "number" || (type == "integer" && value.GetDecimal() % 1 == 0),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind kind => string.Equals(kind.ToString(), type, StringComparison.OrdinalIgnoreCase),
    };
}
