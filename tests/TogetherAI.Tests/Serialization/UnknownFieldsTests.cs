using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Tests.Serialization;

/// <summary>A newer service loses nothing on its way through an older client.</summary>
public class UnknownFieldsTests
{
    public static TheoryData<Type> Models =>
        [.. typeof(WireModel).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(WireModel)) && !type.IsAbstract && !type.ContainsGenericParameters && type != typeof(RawResponse))];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_keeps_the_fields_it_does_not_know(Type model)
    {
        string envelope = model.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "\"data\":[]," : "";
        string json = $$$"""{{{{envelope}}}"future_field":{"deep":[1,null,"x",{"a":true}]},"$weird":null}""";
        JsonTypeInfo type = Wire.TypeInfo(model);
        WireModel read = (WireModel)JsonSerializer.Deserialize(json, type)!;
        JsonObject written = JsonNode.Parse(JsonSerializer.Serialize(read, type))!.AsObject();

        Assert.Equal(3, read.UnknownFields["future_field"].GetProperty("deep").EnumerateArray().Skip(1).Count());
        Wire.Same("""{"deep":[1,null,"x",{"a":true}]}""", written["future_field"]!.ToJsonString());
        Assert.True(written.ContainsKey("$weird"));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void No_property_that_is_not_sent_swallows_the_field_of_its_name(Type model)
    {
        JsonTypeInfo type = Wire.TypeInfo(model);
        HashSet<string> sent = [.. type.Properties.Where(property => property.Set is not null).Select(property => property.Name)];
        // Read by hand, a reference has no list of properties; its only field is the address.
        if (model == typeof(VideoReference) || model == typeof(AudioReference))
            sent.Add(model.Name[..5].ToLowerInvariant());
        foreach (string name in model.GetProperties().Select(property => type.Options.PropertyNamingPolicy!.ConvertName(property.Name)).Where(name => !sent.Contains(name)))
        {
            string envelope = model.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "\"data\":[]," : "";
            WireModel read = (WireModel)JsonSerializer.Deserialize($$$"""{{{{envelope}}}"{{{name}}}":{"kept":1}}""", type)!;
            Assert.Equal(1, read.UnknownFields[name].GetProperty("kept").GetInt32());
        }
    }

    [Fact]
    public void A_model_made_by_hand_has_none() => Assert.Empty(new ChatMessage().UnknownFields);

    [Fact]
    public void They_cannot_be_changed() =>
        Assert.Throws<NotSupportedException>(() =>
            ((IDictionary<string, JsonElement>)JsonSerializer.Deserialize("""{"a":1}""", TogetherJsonContext.Default.ChatMessage)!.UnknownFields).Clear());
}
