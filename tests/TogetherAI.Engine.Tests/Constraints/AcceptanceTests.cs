using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>What may be written under a schema, worked out by hand.</summary>
public class AcceptanceTests
{
    private const string Person = """
        {"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}}},
         "required":["name","tags"],"additionalProperties":false}
        """;

    [Theory]
    [InlineData("""{"name":"Ann","age":3,"tags":[]}""", true)]
    [InlineData("""{"name":"Ann","tags":["x","y"]}""", true)]
    [InlineData("""{"name": "Ann", "tags": ["x", "y"]}""", true)]
    [InlineData("""{"name":  "Ann","tags":[]}""", false)]
    [InlineData("""{ "name":"Ann","tags":[]}""", false)]
    [InlineData("""{"name":"Ann","tags":[]} """, false)]
    [InlineData("""{"tags":[],"name":"Ann"}""", false)]
    [InlineData("""{"name":"Ann"}""", false)]
    [InlineData("""{"name":"Ann","age":3}""", false)]
    [InlineData("""{"name":"Ann","name":"Ann","tags":[]}""", false)]
    [InlineData("""{"name":"Ann","tags":[],}""", false)]
    [InlineData("""{"name":"Ann","tags":["x",]}""", false)]
    [InlineData("""{"name":"Ann","tags":[1]}""", false)]
    [InlineData("""{"name":"Ann","tags":[],"more":1}""", false)]
    [InlineData("""{"name":null,"tags":[]}""", false)]
    [InlineData("", false)]
    public void An_object_has_its_properties_in_order_and_no_others(string text, bool accepted) =>
        Assert.Equal(accepted, Constraining.Schema(Person).Accepts(text));

    [Theory]
    [InlineData("""{"type":"boolean"}""", "true", "TRUE")]
    [InlineData("""{"type":"null"}""", "null", "nul")]
    [InlineData("""{"type":["string","null"]}""", "null", "0")]
    [InlineData("""{"type":["integer","number"]}""", "1.5", "1.")]
    [InlineData("""{"type":"integer"}""", "-120", "-0")]
    [InlineData("""{"type":"integer"}""", "0", "01")]
    [InlineData("""{"type":"integer"}""", "999999999999999", "1000000000000000")]
    [InlineData("""{"type":"integer"}""", "7", "7.0")]
    [InlineData("""{"type":"number"}""", "-0.5", "-.5")]
    [InlineData("""{"type":"number"}""", "6.02e+23", "6.02e+")]
    [InlineData("""{"type":"number"}""", "1E5", "1e555")]
    [InlineData("""{"type":"number"}""", "0", "NaN")]
    [InlineData("""{"type":"integer","multipleOf":0.123456789}""", "-246913578", "246913579")]
    [InlineData("""{"multipleOf":123457,"minimum":1000000,"maximum":1200000}""", "1111113", "987656")]
    [InlineData("""{"type":"string","format":"email"}""", "\"a.b@c.de\"", "\"a@b\"")]
    [InlineData("""{"enum":["red","green",3,null,{"a":[1,"x"]}]}""", """{"a":[1,"x"]}""", "4")]
    [InlineData("""{"enum":["red","reddish"]}""", "\"reddish\"", "\"redd\"")]
    [InlineData("""{"type":"string","enum":["red",3]}""", "\"red\"", "3")]
    [InlineData("""{"enum":["a","abc"],"minLength":2}""", "\"abc\"", "\"a\"")]
    [InlineData("""{"const":"a\"b\\\n\u0001ü"}""", """
        "a\"b\\\n\u0001ü"
        """, "\"a\"")]
    [InlineData("""{"enum":[1,2],"const":2}""", "2", "1")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"array","items":{"type":"integer"}},{"const":"none"}]}""", "[1,2]", "\"non\"")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"integer"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"ab"},"y":{"type":"string"}},"required":["kind","y"]}]}""", """{"kind":"ab","y":""}""", """{"kind":"ab","x":1}""")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2}""", "[1,2]", "[1,2,3]")]
    [InlineData("""{"type":"array","minItems":1}""", "[[]]", "[]")]
    [InlineData("""{"type":"array","maxItems":0}""", "[]", "[1]")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"äöü\"", "\"ä\"")]
    [InlineData("""{"type":"string","maxLength":2.0}""", "\"\\u00e9😀\"", "\"abc\"")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"}}}}}""", """{"next":{"next":{}}}""", """{"next":{"next":1}}""")]
    [InlineData("""{"type":"object","properties":{"left":{"$ref":"#"},"x":{"$ref":"#/properties/left"}}}""", """{"left":{},"x":{"left":{}}}""", """{"left":[]}""")]
    [InlineData("""{"definitions":{"a/b~c d":{"type":"null"}},"$ref":"#/definitions/a~1b~0c%20d"}""", "null", "1")]
    [InlineData("""{"type":"object"}""", """{"a":1,"b":{"a":[true]}}""", """{"a":1,"a":2}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", """{"a":1}""", """{"a":"x"}""")]
    [InlineData("""{"type":"object","additionalProperties":false}""", "{}", """{"a":1}""")]
    [InlineData("""{"type":"object","properties":{}}""", "{}", """{"a":1}""")]
    [InlineData("""{"required":["x"]}""", """{"x":[]}""", "{}")]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", """{"a":1}""", "[]")]
    [InlineData("""{"type":"object","properties":{"a":false,"b":true}}""", """{"b":{"c":null}}""", """{"a":1}""")]
    [InlineData("{}", """[{"a":"b"},-1.5e3]""", "[1,]")]
    [InlineData("true", "\"x\"", "x")]
    [InlineData("""{"title":"T","description":"D","default":1,"examples":[1],"$schema":"s","$id":"i","$comment":"c","deprecated":true,"readOnly":true,"writeOnly":true,"type":"null"}""", "null", "1")]
    public void A_keyword_takes_this_and_not_that(string schema, string accepted, string rejected)
    {
        JsonSchemaConstraint constraint = Constraining.Schema(schema);
        Assert.True(constraint.Accepts(accepted));
        Assert.False(constraint.Accepts(rejected));
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "123456789012345678901234567890", "-0")]
    [InlineData("""{"type":"integer","maximum":18446744073709551615}""", "18446744073709551615", "18446744073709551616")]
    [InlineData("""{"type":"integer","maximum":18446744073709551615}""", "-99999999999999999999999", "99999999999999999999999")]
    [InlineData("""{"multipleOf":0.5}""", "12345678901234567890.5", "12345678901234567890.25")]
    [InlineData("""{"exclusiveMinimum":0.1}""", "0.10000000000000000001", "0.1")]
    public void An_open_reading_has_numbers_of_any_length(string schema, string accepted, string rejected)
    {
        JsonSchemaConstraint open = JsonSchemaConstraint.Parse(System.Text.Json.JsonElement.Parse(schema), JsonSchemaReading.Open);
        Assert.True(open.Accepts(accepted));
        Assert.False(open.Accepts(rejected));
        Assert.False(Constraining.Schema(schema).Accepts(accepted));
    }

    [Theory]
    [InlineData("", "{")]
    [InlineData("{", "\"")]
    [InlineData("{\"", "n")]
    [InlineData("""{"name":"a""", null)]
    [InlineData("""{"name":"a",""", " \"")]
    [InlineData("""{"name":"a", """, "\"")]
    [InlineData("""{"name":"a","a""", "g")]
    [InlineData("""{"name":"a","age":1""", ",0123456789")]
    [InlineData("""{"name":"a","age":0""", ",")]
    [InlineData("""{"name":"a","age":0,"tags":[""", "\"]")]
    [InlineData("""{"name":"a","age":0,"tags":["x"]""", "}")]
    [InlineData("""{"name":"a","tags":[]}""", "")]
    public void Exactly_these_bytes_may_follow(string beginning, string? following)
    {
        string found = Constraining.Schema(Person).Following(beginning);
        if (following is not null)
            Assert.Equal(string.Concat(following.Order()), found);
        else
            Assert.Equal(256 - 0x20 - 64 - 13, found.Length); // no control characters, no continuation bytes, no C0, C1, F5 to FF
    }

    [Fact]
    public void A_property_is_not_left_out_that_is_needed_for_the_fewest() => Assert.Equal("a", Constraining.Schema(
        """{"type":"object","properties":{"a":{"type":"null"}},"propertyNames":{"enum":["a","b"]},"minProperties":2}""").Following("{\""));

    [Fact]
    public void Alternatives_that_double_at_every_level_stay_bounded_and_right()
    {
        JsonSchemaConstraint constraint = Constraining.Schema(
            """{"anyOf":[{"type":"array","items":{"$ref":"#"},"maxItems":1},{"type":"array","items":{"$ref":"#"},"maxItems":2},{"const":0}]}""");
        Assert.True(constraint.Accepts(new string('[', 30) + "0" + new string(']', 30)));
        Assert.False(constraint.Accepts(new string('[', 30) + "1" + new string(']', 30)));
    }

    [Fact]
    public void Nothing_is_begun_that_could_not_be_ended_within_the_depth()
    {
        Assert.True(JsonConstraint.AnyValue.Accepts(new string('[', 60) + new string(']', 60)));
        Assert.False(JsonConstraint.AnyValue.Allows(new string('[', 61)));

        // Each level needs two more: an object and in it an array.
        JsonSchemaConstraint pairs = Constraining.Schema(
            """{"type":"object","properties":{"a":{"type":"array","items":{"$ref":"#"}}},"required":["a"]}""");
        Assert.Equal("]", pairs.Following(string.Concat(Enumerable.Repeat("""{"a":[""", 30))));
    }

    [Fact]
    public void Constraints_can_be_joined()
    {
        OutputConstraint joined = OutputConstraint.AnyOf(
            OutputConstraint.Sequence(OutputConstraint.Exactly("<a>"), JsonConstraint.AnyObject, OutputConstraint.Exactly("</a>")), OutputConstraint.Exactly("<none>"));
        Assert.True(joined.Accepts("""<a>{"x":1}</a>"""));
        Assert.True(joined.Accepts("<none>"));
        Assert.False(joined.Accepts("<a>1</a>"));
        Assert.True(OutputConstraint.Sequence().Accepts(""));
        Assert.Throws<ArgumentException>(() => OutputConstraint.AnyOf());
    }
}
