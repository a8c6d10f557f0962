using System.Text.Json;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>References that lead out of the schema, or to what is no keyword.</summary>
public class DocumentTests
{
    private static readonly Dictionary<string, JsonElement> s_documents = new()
    {
        ["https://example.org/age"] = JsonElement.Parse("""{"type":"integer","minimum":0,"maximum":9}"""),
        ["https://example.org/people"] = JsonElement.Parse("""{"$defs":{"one":{"properties":{"age":{"$ref":"age"}},"required":["age"]}}}"""),
        ["https://example.org/unused"] = JsonElement.Parse("""{"whatever":1}"""),
    };

    [Theory]
    [InlineData("""{"$ref":"https://example.org/age"}""", "7", "10")]
    [InlineData("""{"$id":"https://example.org/x","items":{"$ref":"people#/$defs/one"}}""", """[{"age":1}]""", """[{"age":-1}]""")]
    [InlineData("""{"$id":"https://example.org/x","$ref":"age","$defs":{"mine":{"$id":"age","type":"null"}}}""", "null", "7")]
    public void A_document_that_is_handed_over_is_found_by_its_address(string schema, string accepted, string rejected)
    {
        JsonSchemaConstraint constraint = JsonSchemaConstraint.Parse(JsonElement.Parse(schema), documents: s_documents);
        Assert.True(constraint.Accepts(accepted));
        Assert.False(constraint.Accepts(rejected));
        Assert.Equal(schema.Contains("mine", StringComparison.Ordinal), SuiteReport.Compile(JsonElement.Parse(schema), JsonSchemaReading.Narrow) is not null);
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#", """{"type":"object","properties":{"a":{"minLength":3}},"required":["a"]}""", """{"type":"thing"}""")]
    [InlineData("https://json-schema.org/draft/2020-12/schema", """{"type":["string","null"],"$anchor":"a"}""", """{"required":["a","a"]}""")]
    public void The_schemas_of_schemas_are_known(string address, string accepted, string rejected)
    {
        JsonSchemaConstraint constraint = JsonSchemaConstraint.Parse(JsonElement.Parse($$"""{"$ref":"{{address}}"}"""));
        Assert.Contains(Spellings.Of(JsonElement.Parse(accepted)), text => constraint.Accepts(text));
        Assert.DoesNotContain(Spellings.Of(JsonElement.Parse(rejected)), text => constraint.Accepts(text));
    }

    [Fact]
    public void Definitions_may_stand_under_any_keyword_that_references_lead_into()
    {
        JsonSchemaConstraint constraint = Constraining.Schema(
            """{"$ref":"#/components/schemas/pet","components":{"schemas":{"pet":{"enum":["cat","dog"]}}}}""");
        Assert.True(constraint.Accepts("\"cat\""));
        Assert.Equal("components", Assert.Throws<UnsupportedSchemaException>(() => Constraining.Schema("""{"type":"null","components":{"schemas":{}}}""")).Keyword);
    }

    [Fact]
    public void A_dialect_without_the_validation_vocabulary_makes_bounds_notes()
    {
        Dictionary<string, JsonElement> dialects = new() { ["urn:example:d"] = JsonElement.Parse("""{"$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/applicator":true}}""") };
        JsonElement schema = JsonElement.Parse("""{"$schema":"urn:example:d","items":{"maximum":3}}""");
        Assert.True(JsonSchemaConstraint.Parse(schema, JsonSchemaReading.Open, dialects).Accepts("[4]"));
        Assert.False(JsonSchemaConstraint.Parse(schema, JsonSchemaReading.Open).Accepts("[4]"));
    }
}
