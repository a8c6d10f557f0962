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
        : Gen.OneOf(Leaf(), Object(depth), Object(depth), Array(depth), AnyOf(depth), Map(depth), Gen.Constant(0).Select(_ => Parse("""{"$ref":"#/$defs/node"}""")));

    private static Gen<JsonObject> Leaf() => Gen.OneOf(
        Gen.Elements(
            """{"type":"integer"}""",
            """{"type":"number"}""",
            """{"type":"boolean"}""",
            """{"type":"null"}""",
            """{"type":["string","null"],"description":"a text"}""",
            """{"enum":["red","re",3,-1.5e2,null,{"a":["ü",1]}]}""",
            """{"const":"x\\\"\ny"}""",
            """{"type":["integer","string"],"enum":["one",2,false]}""").Select(Parse),
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

    private static Gen<JsonObject> Map(int depth) =>
        Schema(depth - 1).Select(value => new JsonObject { ["type"] = "object", ["additionalProperties"] = value.DeepClone() });

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
