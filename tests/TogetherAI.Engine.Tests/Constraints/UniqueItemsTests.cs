using System.Text.Json;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>Arrays of which no two items are equal, whatever the items are.</summary>
public class UniqueItemsTests
{
    private const string Points = """
        {"type":"array","uniqueItems":true,"items":{"type":"object","properties":{"y":{"type":"integer"},"x":{"type":"integer"}},"required":["x"],"additionalProperties":false}}
        """;

    private const string Any = """{"type":"array","uniqueItems":true}""";

    [Theory]
    [InlineData(Points, """[{"x":1},{"x":1,"y":1}, {"x":2,"y":1}]""", """[{"x":1},{"x":1,"y":1},{"x":1}]""")]
    [InlineData(Points, """[{"x":1,"y":2}]""", """[{"y":2,"x":1}]""")] // one spelling of each value, so that equal ones are seen
    [InlineData(Points, """[{"x":1}]""", """[{"x": 1}]""")]
    [InlineData(Any, """[[],{},0,"",null,true,[[]],"{}"]""", """[[],{},0,[]]""")]
    [InlineData(Any, """[{"a":1,"b":[2]},{"a":1,"b":[3]}]""", """[{"a":1,"b":[2]},{"a":1,"b":[2]}]""")]
    [InlineData(Any, """[1,10,100,-1,0.5]""", "[1,10,1]")]
    [InlineData(Any, "[1]", "[1.0]")]
    [InlineData(Any, """["a\"b","\n","ü"]""", """["\u00fc"]""")]
    [InlineData(Any, """["a","ab","abc"]""", """["a","ab","ab"]""")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":[{"a":1},{"a":2},[1],"x"]}}""", """[{"a":2},"x",[1],{"a":1}]""", """[{"a":2},"x",[1],{"a":2}]""")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":[{"a":1},{"a":2},[1],"x"]},"minItems":4}""", """[{"a":2},"x",[1],{"a":1}]""", """[{"a":2},"x",[1]]""")]
    [InlineData("""{"uniqueItems":true,"prefixItems":[{"type":"integer"},{"type":["integer","string"]}],"minItems":2}""", """[1,"a"]""", "[1,1]")]
    [InlineData("""{"uniqueItems":true,"items":{"uniqueItems":true,"items":{"type":"boolean"}}}""", "[[],[true],[false],[true,false],[false,true]]", "[[true,true]]")]
    [InlineData("""{"uniqueItems":true,"items":{"uniqueItems":true,"items":{"type":"boolean"}}}""", "[[true,false],[true]]", "[[true],[true]]")]
    [InlineData("""{"uniqueItems":true,"items":{"anyOf":[{"properties":{"b":true},"required":["b"]},{"required":["a"]}]}}""", """[{"a":1},{"a":1,"b":1}]""", """[{"a":1},{"a":1}]""")]
    [InlineData("""{"uniqueItems":true,"items":{"type":"object","patternProperties":{"^a":{"type":"null"}},"additionalProperties":{"type":"boolean"},"minProperties":2}}""", """[{"a":null,"b":true},{"a":null,"c":true}]""", """[{"b":true,"a":null}]""")]
    public void No_item_comes_twice(string schema, string accepted, string rejected)
    {
        JsonSchemaConstraint constraint = JsonSchemaConstraint.Parse(JsonElement.Parse(schema), JsonSchemaReading.Open);
        Assert.True(constraint.Accepts(accepted));
        Assert.False(constraint.Accepts(rejected));
    }

    [Theory]
    [InlineData("""{"uniqueItems":true,"items":{"enum":[{"a":1},{"a":2}]}}""", """[{"a":1}""", ",]")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":[{"a":1},{"a":2}]}}""", """[{"a":1},{"a":""", "2")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":[{"a":1},{"a":2}]}}""", """[{"a":1},{"a":2}""", "]")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":["ä","ö","b"]},"minItems":3}""", """["ä","b",""", " \"")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":["ä","ö","b"]},"minItems":3}""", "[\"ä\",\"b\",\"", "\u00C3")]
    [InlineData("""{"uniqueItems":true,"items":{"enum":["ä","z","b"]},"minItems":3}""", "[\"ä\",\"b\",\"", "z")]
    [InlineData("""{"uniqueItems":true,"items":{"propertyNames":{"enum":["a","b","c"]},"required":["b"],"additionalProperties":{"const":0}}}""", """[{"b":0""", ",}")]
    [InlineData("""{"uniqueItems":true,"items":{"propertyNames":{"enum":["a","b","c"]},"required":["b"],"additionalProperties":{"const":0}}}""", "[{\"", "ab")]
    public void Nothing_is_begun_that_could_only_end_as_what_is_there(string schema, string beginning, string following)
    {
        JsonSchemaConstraint constraint = JsonSchemaConstraint.Parse(JsonElement.Parse(schema), JsonSchemaReading.Open);
        Assert.Equal(string.Concat(following.Order()), constraint.Following(beginning));
    }

    [Theory]
    [InlineData("""{"uniqueItems":true,"items":{"type":"boolean"},"minItems":3}""")]
    [InlineData("""{"uniqueItems":true,"prefixItems":[{"const":[1]},{"const":[1]}],"minItems":2}""")]
    public void More_than_there_are_cannot_be_asked_for(string schema) =>
        Assert.Null(Assert.Throws<UnsupportedSchemaException>(() => Constraining.Schema(schema)).Keyword);

    [Fact]
    public void Whatever_is_drawn_has_no_two_alike_and_is_ended()
    {
        string[] items =
        [
            "{}", """{"type":"object","properties":{"kind":{"enum":["a","b"]},"on":{"type":"boolean"}},"required":["kind"]}""",
            """{"anyOf":[{"type":"null"},{"type":"array","items":{"enum":[1,"1",[1]]},"maxItems":2}]}""", """{"type":"string","maxLength":1,"pattern":"[a-cé]"}""",
            """{"type":"object","additionalProperties":{"type":"boolean"},"propertyNames":{"pattern":"^[ab]*$"},"maxProperties":2}""",
        ];
        int ended = 0, several = 0;
        foreach (string item in items)
        {
            string schema = $$"""{"type":"array","items":{{item}},"uniqueItems":true,"minItems":2,"maxItems":6}""";
            Assert.True(SuiteReport.Compile(JsonElement.Parse(schema), JsonSchemaReading.Narrow) is not null, schema);
            SchemaValidator validator = new(JsonElement.Parse(schema));
            for (int seed = 0; seed < 40; seed++)
            {
                // A state that leads nowhere would throw here.
                if (RandomOutputs.Draw(Constraining.Schema(schema), TaiTiny.Model, seed, most: 300) is not { } text)
                    continue;
                JsonElement value = JsonElement.Parse(text);
                ended++;
                several += value.GetArrayLength() > 2 ? 1 : 0;
                Assert.True(validator.IsValid(value), $"{schema}\n{text}");
            }
        }

        Assert.InRange(ended, 150, 200);
        Assert.InRange(several, 50, 200);
    }
}
