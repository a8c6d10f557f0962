using System.Text;
using System.Text.Json;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>What cannot be enforced is never passed over.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("""{"type":"string","pattern":"(a)\\1"}""", "pattern", "#")]
    [InlineData("""{"type":"string","pattern":"(?<=a\\b)b"}""", "pattern", "#")]
    [InlineData("""{"type":"string","pattern":"(a|b)*a(a|b){30}"}""", "pattern", "#")]
    [InlineData("""{"properties":{"mail":{"type":"string","format":"carrier-pigeon"}}}""", "format", "#/properties/mail")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"number","multipleOf":0}]}""", "multipleOf", "#/anyOf/1")]
    [InlineData("""{"items":{"multipleOf":1234567890123456}}""", "multipleOf", "#/items")]
    [InlineData("""{"$defs":{"a":{"oneOf":[]}},"$ref":"#/$defs/a"}""", "oneOf", "#/$defs/a")]
    [InlineData("""{"additionalProperties":{"not":{"allOf":5}}}""", "allOf", "#/additionalProperties/not")]
    [InlineData("""{"type":"object","patternProperties":{"(":{}}}""", "patternProperties", "#")]
    [InlineData("""{"type":"array","uniqueItems":true,"contains":{"type":"object"}}""", "uniqueItems", "#")]
    [InlineData("""{"type":"array","uniqueItems":1}""", "uniqueItems", "#")]
    [InlineData("""{"type":"array","minContains":-1,"contains":{}}""", "minContains", "#")]
    [InlineData("""{"allOf":[]}""", "allOf", "#")]
    [InlineData("""{"whatever":1}""", "whatever", "#")]
    [InlineData("""{"type":"text"}""", "type", "#")]
    [InlineData("""{"type":[]}""", "type", "#")]
    [InlineData("""{"type":5}""", "type", "#")]
    [InlineData("""{"type":"string","minLength":-1}""", "minLength", "#")]
    [InlineData("""{"type":"string","maxLength":1.5}""", "maxLength", "#")]
    [InlineData("""{"type":"array","maxItems":"2"}""", "maxItems", "#")]
    [InlineData("""{"required":"a"}""", "required", "#")]
    [InlineData("""{"properties":[]}""", "properties", "#")]
    [InlineData("""{"properties":{"a":{},"a":{}}}""", "properties", "#")]
    [InlineData("""{"enum":5}""", "enum", "#")]
    [InlineData("""{"anyOf":[]}""", "anyOf", "#")]
    [InlineData("""{"$ref":"https://example.org/schema"}""", "$ref", "#")]
    [InlineData("""{"$ref":"#anchor"}""", "$ref", "#")]
    [InlineData("""{"$ref":"#/$defs/a"}""", "$ref", "#")]
    [InlineData("""{"$ref":"#"}""", "$ref", "#")]
    [InlineData("""{"$defs":{"a":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/b"}]},"b":{"$ref":"#/$defs/a"}},"items":{"$ref":"#/$defs/a"}}""", "$ref", "#/$defs/a")]
    [InlineData("""{"type":"array","not":{"not":{"uniqueItems":true}}}""", "uniqueItems", "#")]
    [InlineData("""{"oneOf":[{"type":"array"},{"not":{"uniqueItems":true}}]}""", "uniqueItems", "#")]
    [InlineData("""{"type":"array","if":{"not":{"uniqueItems":true}},"then":false}""", "uniqueItems", "#")]
    [InlineData("[]", null, "#")]
    [InlineData("""{"items":3}""", null, "#/items")]
    [InlineData("false", null, "#")]
    [InlineData("""{"type":"object","propertyNames":{"enum":["a"]},"minProperties":2}""", null, "#")]
    [InlineData("""{"enum":[]}""", null, "#")]
    [InlineData("""{"type":"string","enum":[1]}""", null, "#")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":1}""", null, "#")]
    [InlineData("""{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}""", null, "#")]
    [InlineData("""{"type":"object","required":["a"],"additionalProperties":false}""", null, "#")]
    public void A_schema_that_cannot_be_kept_is_refused_with_the_keyword_and_its_place(string schema, string? keyword, string path)
    {
        UnsupportedSchemaException refusal = Assert.Throws<UnsupportedSchemaException>(() => Constraining.Schema(schema));
        Assert.Equal((keyword, path), (refusal.Keyword, refusal.Path));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_says_what_to_do() => Assert.Equal(
        "The schema keyword \"minAge\" at #/properties/age cannot be enforced by this engine. Leave it out and check the value afterwards.",
        Assert.Throws<UnsupportedSchemaException>(() => Constraining.Schema("""{"properties":{"age":{"type":"integer","minAge":0}}}""")).Message);

    [Fact]
    public void A_huge_schema_is_refused()
    {
        StringBuilder schema = new("""{"properties":{""");
        for (int i = 0; i < 10_001; i++)
            schema.Append(i > 0 ? "," : "").Append(System.Globalization.CultureInfo.InvariantCulture, $"\"p{i}\":{{\"type\":\"array\"}}");
        using JsonDocument json = JsonDocument.Parse(schema.Append("}}").ToString());
        Assert.Contains("too large", Assert.Throws<UnsupportedSchemaException>(() => JsonSchemaConstraint.Parse(json.RootElement)).Message, StringComparison.Ordinal);
    }
}
