using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>Random schemas of the subset that is enforced.</summary>
internal static class SchemaGenerator
{
    private static readonly string[] s_names = ["name", "na", "age", "a", "ä", "quote\"d", "x y"];

    public static Gen<string> Schemas => Gen.Choose(1, 3).SelectMany(Schema).Select(WithNode);

    // Every schema may contain a list of nodes that contains itself.
    private static string WithNode(JsonObject schema)
    {
        if (!schema.ContainsKey("$ref"))
            schema["$defs"] = JsonNode.Parse("""{"node":{"type":["object","null"],"properties":{"value":{"type":"integer"},"next":{"$ref":"#/$defs/node"}},"required":["value"]}}""");
        else
            return """{"type":"object","properties":{"value":{"type":"boolean"},"again":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["again"]}""";
        return schema.ToJsonString();
    }

    private static Gen<JsonObject> Schema(int depth) => depth == 0
        ? Leaf()
        : Gen.OneOf(Leaf(), Object(depth), Object(depth), Array(depth), AnyOf(depth), AllOf(depth), OneOf(depth), Not(depth), If(depth), Distinct(depth), Map(depth), Patterned(depth), Gen.Constant(0).Select(_ => Parse("""{"$ref":"#/$defs/node"}""")));

    private static Gen<JsonObject> Leaf() => Gen.OneOf(
        Gen.Elements(
            """{"type":"integer"}""",
            """{"type":"number"}""",
            """{"type":"boolean"}""",
            """{"type":"null"}""",
            """{"type":["string","null"],"description":"a text"}""",
            """{"enum":["red","re",3,-1.5e2,null,{"a":["ü",1]}]}""",
            """{"const":"x\\\"\ny"}""",
            """{"type":["integer","string"],"enum":["one",2,false]}""",
            """{"type":"string","pattern":"^[a-c]+(x|y)$"}""",
            """{"type":"string","pattern":"q","maxLength":6}""",
            """{"type":"string","pattern":"^(?=.*[0-9])(?!.*--)[a-z0-9-]{2,5}$"}""",
            """{"type":"object","dependentRequired":{"a":["b"]},"properties":{"a":{"type":"null"},"b":{"type":"boolean"}}}""",
            """{"type":"string","not":{"enum":["a","b"]},"maxLength":3}""",
            """{"type":"integer","minimum":-5,"maximum":120,"not":{"const":7}}""",
            """{"type":"number","exclusiveMinimum":0.5,"maximum":2.25}""",
            """{"type":"integer","multipleOf":6,"minimum":1,"maximum":1000}""",
            """{"type":"number","multipleOf":0.25,"minimum":0}""",
            """{"type":"array","items":{"enum":["x","y","z",1,null]},"uniqueItems":true}""",
            """{"type":"array","items":{"type":"integer"},"contains":{"minimum":100},"maxItems":4}""",
            """{"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}],"items":false,"minItems":1}""",
            """{"if":{"type":"integer"},"then":{"minimum":10},"else":{"type":"boolean"}}""",
            """{"oneOf":[{"type":"integer","multipleOf":2},{"type":"integer","multipleOf":3},{"type":"null"}]}""").Select(Parse),
        from min in Gen.Choose(0, 4) from more in Gen.Choose(0, 5) select new JsonObject { ["type"] = "string", ["minLength"] = min, ["maxLength"] = min + more });

    private static Gen<JsonObject> Object(int depth) =>
        from names in Gen.SubListOf(s_names)
        from schemas in Gen.ListOf(Schema(depth - 1), names.Count)
        from required in Gen.SubListOf(names.ToArray())
        from closed in Gen.Elements(true, false)
        select new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(names.Zip(schemas, (name, schema) => KeyValuePair.Create<string, JsonNode?>(name, schema.DeepClone()))),
            ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
            ["additionalProperties"] = !closed,
        };

    private static Gen<JsonObject> Array(int depth) =>
        from item in Schema(depth - 1)
        from min in Gen.Choose(0, 3)
        from more in Gen.Choose(0, 3)
        select new JsonObject { ["type"] = "array", ["items"] = item.DeepClone(), ["minItems"] = min, ["maxItems"] = min + more };

    private static Gen<JsonObject> AnyOf(int depth) =>
        from count in Gen.Choose(1, 3)
        from choices in Gen.ListOf(Schema(depth - 1), count)
        select new JsonObject { ["anyOf"] = new JsonArray([.. choices.Select(choice => choice.DeepClone())]) };

    // What the objects ask of one another's properties must hold at once.
    private static Gen<JsonObject> AllOf(int depth) =>
        from parts in Gen.ListOf(Object(depth), 2)
        select new JsonObject { ["allOf"] = new JsonArray([.. parts.Select(part => Opened(part))]) };

    private static Gen<JsonObject> OneOf(int depth) =>
        from count in Gen.Choose(1, 2)
        from choices in Gen.ListOf(Schema(depth - 1), count)
        select new JsonObject { ["oneOf"] = new JsonArray([.. choices.Select(choice => choice.DeepClone()), JsonNode.Parse("""{"const":"neither"}""")]) };

    private static Gen<JsonObject> Not(int depth) =>
        from one in Schema(depth - 1)
        from denied in Leaf()
        select With(one, "not", denied);

    private static Gen<JsonObject> If(int depth) =>
        from one in Schema(depth - 1)
        from condition in Leaf()
        from then in Schema(depth - 1)
        select new JsonObject { ["if"] = condition.DeepClone(), ["then"] = then.DeepClone(), ["else"] = one.DeepClone() };

    // Items of any kind, of which no two may be equal.
    private static Gen<JsonObject> Distinct(int depth) =>
        from array in Array(depth)
        select With(array, "uniqueItems", true);

    private static JsonObject With(JsonObject schema, string keyword, JsonNode value)
    {
        JsonObject with = (JsonObject)schema.DeepClone();
        with[keyword] = value.DeepClone();
        return with;
    }

    private static Gen<JsonObject> Patterned(int depth) =>
        from value in Schema(depth - 1)
        from min in Gen.Choose(0, 2)
        select new JsonObject
        {
            ["type"] = "object",
            ["patternProperties"] = new JsonObject { ["^[ab]"] = value.DeepClone() },
            ["additionalProperties"] = new JsonObject { ["type"] = "null" },
            ["propertyNames"] = new JsonObject { ["maxLength"] = 4 },
            ["minProperties"] = min,
            ["maxProperties"] = min + 2,
        };

    private static JsonNode Opened(JsonObject part)
    {
        JsonObject opened = (JsonObject)part.DeepClone();
        opened.Remove("additionalProperties");
        return opened;
    }

    private static Gen<JsonObject> Map(int depth) =>
        Schema(depth - 1).Select(value => new JsonObject { ["type"] = "object", ["additionalProperties"] = value.DeepClone() });

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
