using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Conventions.Wire;

/// <summary>What a newer service adds is kept, and written again.</summary>
public class UnknownFieldTests
{
    private const string Future = """{"deep":[1,"two",null,{"three":3.5}]}""";

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_keeps_a_field_it_does_not_know(Type type)
    {
        string required = type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "\"data\":[]," : ""; // without it there is no list to keep anything in
        JsonTypeInfo? info = TogetherJsonContext.Default.GetTypeInfo(type) ?? DedicatedJsonContext.Default.GetTypeInfo(type);
        Assert.True(info is not null, $"{type.Name} is part of neither context.");
        WireModel model = Assert.IsAssignableFrom<WireModel>(JsonSerializer.Deserialize($$"""{{{required}}"field_of_the_future":{{Future}}}""", info));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Future), JsonNode.Parse(model.UnknownFields["field_of_the_future"].GetRawText())));
        JsonNode? written = JsonNode.Parse(JsonSerializer.Serialize(model, info));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Future), written!["field_of_the_future"]), written.ToJsonString());
    }

    public static TheoryData<Type> Models() =>
        [.. Product.Client.GetTypes().Where(static type => type.IsSubclassOf(typeof(WireModel)) && type is { IsAbstract: false, ContainsGenericParameters: false } && type != typeof(RawResponse)).OrderBy(static type => type.Name)];
}
