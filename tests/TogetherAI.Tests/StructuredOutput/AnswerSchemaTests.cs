using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Tests.StructuredOutput;

/// <summary>The schema that a type asks for.</summary>
public class AnswerSchemaTests
{
    [Fact]
    public void A_record_is_closed_and_wants_every_property() => Same(
        """
        {"type":"json_schema","json_schema":{"name":"Address","strict":true,"schema":{
          "type":"object","properties":{"city":{"type":"string"},"share":{"type":"number"}},"required":["city","share"],"additionalProperties":false}}}
        """,
        TypesJson.Default.Address);

    [Fact]
    public void Nullables_enums_lists_descriptions_and_a_type_that_holds_itself_are_told() => Same(
        """
        {"type":"json_schema","json_schema":{"name":"Person","strict":true,"schema":{
          "description":"Somebody.","type":"object","properties":{
            "name":{"description":"The full name.","type":"string"},
            "age":{"type":"integer"},
            "nick":{"type":["string","null"]},
            "mood":{"type":"string","enum":["Good","Bad"]},
            "was":{"type":["string","null"],"enum":["Good","Bad",null]},
            "addresses":{"type":"array","items":{
              "type":"object","properties":{"city":{"type":"string"},"share":{"type":"number"}},"required":["city","share"],"additionalProperties":false}},
            "boss":{"description":"Somebody.","type":["object","null"],"properties":{
              "name":{"description":"The full name.","type":"string"},
              "age":{"type":"integer"},
              "nick":{"type":["string","null"]},
              "mood":{"type":"string","enum":["Good","Bad"]},
              "was":{"type":["string","null"],"enum":["Good","Bad",null]},
              "addresses":{"$ref":"#/properties/addresses"},
              "boss":{"description":"Somebody.","$ref":"#/properties/boss"}},
              "required":["name","age","nick","mood","was","addresses","boss"],"additionalProperties":false}},
          "required":["name","age","nick","mood","was","addresses","boss"],"additionalProperties":false}}}
        """,
        TypesJson.Default.Person);

    [Fact]
    public void What_is_no_object_stands_in_one() => Same(
        """
        {"type":"json_schema","json_schema":{"name":"List_Address","strict":true,"schema":{
          "type":"object","properties":{"value":{"type":"array","items":{
            "type":"object","properties":{"city":{"type":"string"},"share":{"type":"number"}},"required":["city","share"],"additionalProperties":false}}},
          "required":["value"],"additionalProperties":false}}}
        """,
        TypesJson.Default.ListAddress);

    [Fact]
    public void What_a_type_refers_to_in_itself_moves_with_it_into_a_wrapper() => Same(
        """
        {"type":"json_schema","json_schema":{"name":"List_Node","strict":true,"schema":{
          "type":"object","properties":{"value":{"type":"array","items":{
            "type":"object","properties":{"next":{"type":["object","null"],"properties":{"next":{"$ref":"#/properties/value/items/properties/next"}},
              "required":["next"],"additionalProperties":false}},"required":["next"],"additionalProperties":false}}},
          "required":["value"],"additionalProperties":false}}}
        """,
        TypesJson.Default.ListNode);

    [Fact]
    public void What_may_have_any_property_is_not_strict() => Same(
        """
        {"type":"json_schema","json_schema":{"name":"Dictionary_String_Int32","strict":false,"schema":{
          "type":"object","additionalProperties":{"type":"integer"}}}}
        """,
        TypesJson.Default.DictionaryStringInt32);

    [Fact]
    public void What_may_be_anything_is_not_strict() => Same(
        """
        {"type":"json_schema","json_schema":{"name":"JsonElement","strict":false,"schema":{
          "type":"object","properties":{"value":true},"required":["value"],"additionalProperties":false}}}
        """,
        TypesJson.Default.JsonElement);

    [Fact]
    public void A_schema_is_made_once() => Assert.Same(AnswerSchema.Of(TypesJson.Default.Person), AnswerSchema.Of(TypesJson.Default.Person));

    [Theory]
    [InlineData(typeof(Address[]), "Address__")]
    [InlineData(typeof(Dictionary<string, List<Größe>>), "Dictionary_String_List_Gr__e")]
    [InlineData(typeof(Dictionary<Dictionary<Dictionary<string, string>, Dictionary<string, string>>, int>), "Dictionary_Dictionary_Dictionary_String_String_Dictionary_String")]
    public void A_name_has_only_what_the_service_takes(Type type, string name) => Assert.Equal(name, AnswerSchema.NameOf(type));

    private static void Same(string expected, JsonTypeInfo type) =>
        Wire.Same(expected, Wire.Serialize(AnswerSchema.Of(type).Format, TogetherJsonContext.Default.ResponseFormat));

    private sealed class Größe;
}
