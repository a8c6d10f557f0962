using System.Text.Json;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>What the suite's references to other documents lead to, as its instances tell; by address.</summary>
internal static class SuiteRemotes
{
    private const string Host = "http://localhost:1234/", Newest = Host + "draft2020-12/", Old = Host + "draft7/";
    private const string Integer = """{"type":"integer"}""", Text = """{"type":"string"}""";
    private const string RefersToString = """{"type":"object","properties":{"foo":{"$ref":"string.json"}}}""";

    public static IReadOnlyDictionary<string, JsonElement> All { get; } = new Dictionary<string, string>
    {
        [Newest + "integer.json"] = Integer,
        [Newest + "baseUriChange/folderInteger.json"] = Integer,
        [Newest + "baseUriChangeFolder/folderInteger.json"] = Integer,
        [Newest + "baseUriChangeFolderInSubschema/folderInteger.json"] = Integer,
        [Newest + "subSchemas.json"] = """{"$defs":{"integer":{"type":"integer"},"refToInteger":{"$ref":"#/$defs/integer"}}}""",
        [Newest + "locationIndependentIdentifier.json"] = """{"$defs":{"refToInteger":{"$ref":"#foo"},"A":{"$anchor":"foo","type":"integer"}}}""",
        [Newest + "name-defs.json"] = """{"$defs":{"orNull":{"anyOf":[{"type":"null"},{"$ref":"#"}]}},"type":"string"}""",
        [Newest + "ref-and-defs.json"] = """{"$defs":{"inner":{"properties":{"bar":{"type":"string"}}}},"$ref":"#/$defs/inner"}""",
        [Newest + "nested/foo-ref-string.json"] = RefersToString,
        [Newest + "nested/string.json"] = Text,
        [Newest + "different-id-ref-string.json"] = """{"$id":"http://localhost:1234/real-id.json","$defs":{"bar":{"type":"string"}},"$ref":"#/$defs/bar"}""",
        [Newest + "urn-ref-string.json"] = """{"$id":"urn:example:a","$defs":{"bar":{"type":"string"}},"$ref":"#/$defs/bar"}""",
        [Newest + "nested-absolute-ref-to-string.json"] =
            """{"$defs":{"bar":{"$id":"http://localhost:1234/nested-id.json","type":"string"}},"$ref":"http://localhost:1234/nested-id.json"}""",
        [Newest + "detached-ref.json"] = """{"$defs":{"foo":{"$ref":"#detached"},"detached":{"$anchor":"detached","type":"integer"}}}""",
        [Newest + "detached-dynamicref.json"] = """{"$defs":{"foo":{"$dynamicRef":"#detached"},"detached":{"$dynamicAnchor":"detached","type":"integer"}}}""",
        [Newest + "tree.json"] =
            """{"$dynamicAnchor":"node","type":"object","properties":{"data":true,"children":{"type":"array","items":{"$dynamicRef":"#node"}}}}""",
        [Newest + "extendible-dynamic-ref.json"] = """
            {"type":"object","properties":{"elements":{"type":"array","items":{"$dynamicRef":"#elements"}}},"required":["elements"],
             "additionalProperties":false,"$defs":{"elements":{"$dynamicAnchor":"elements"}}}
            """,
        [Newest + "metaschema-no-validation.json"] = """{"$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/applicator":true}}""",
        [Newest + "metaschema-optional-vocabulary.json"] = """{"$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/validation":true,"urn:example:b":false}}""",
        [Host + "draft2019-09/dependentRequired.json"] = """{"dependentRequired":{"foo":["bar"]}}""",
        [Host + "integer.json"] = Integer,
        [Host + "baseUriChange/folderInteger.json"] = Integer,
        [Host + "baseUriChangeFolder/folderInteger.json"] = Integer,
        [Host + "baseUriChangeFolderInSubschema/folderInteger.json"] = Integer,
        [Host + "nested/foo-ref-string.json"] = RefersToString,
        [Host + "nested/string.json"] = Text,
        [Old + "subSchemas.json"] = """{"definitions":{"integer":{"type":"integer"},"refToInteger":{"$ref":"#/definitions/integer"}}}""",
        [Old + "name.json"] = """{"definitions":{"orNull":{"anyOf":[{"type":"null"},{"$ref":"#"}]}},"type":"string"}""",
        [Old + "ref-and-definitions.json"] = """{"definitions":{"inner":{"properties":{"bar":{"type":"string"}}}},"allOf":[{"$ref":"#/definitions/inner"}]}""",
        [Old + "locationIndependentIdentifier.json"] = """{"definitions":{"refToInteger":{"$ref":"#foo"},"A":{"$id":"#foo","type":"integer"}}}""",
        [Old + "detached-ref.json"] = """{"definitions":{"foo":{"$ref":"#detached"},"detached":{"$id":"#detached","type":"integer"}}}""",
    }.ToDictionary(static one => one.Key, static one => JsonElement.Parse(one.Value));
}
