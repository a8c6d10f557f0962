using System.Text.Json;
using System.Text.Json.Nodes;
using TogetherAI.Testing;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>
/// What the client writes, judged by Ajv and not by us: every request that can be made from the description, and every answer written again.
/// </summary>
public class AjvTests
{
    [Fact]
    public async Task Requests_with_every_field_set_are_valid() => await JudgeAsync(
        from descriptor in Descriptor.All
        where descriptor.Request is not null
        let schema = ApiDescription.Shared.Operations.GetValueOrDefault(descriptor.Key)?.Request
        where schema is not null
        from sample in new SampleGenerator(ApiDescription.Shared).Make(schema, isRequest: true)
        select Case(descriptor.ToString(), schema, JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(sample, descriptor.Request!), descriptor.Request!)));

    [Fact]
    public async Task Answers_are_written_again_as_valid_as_they_came() => await JudgeAsync(
        from answer in Answer.All
        from sample in new SampleGenerator(ApiDescription.Shared).Make(answer.Schema, isRequest: false)
        select Case(answer.Name, answer.Schema, WithNullsOf(sample, JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(sample, answer.Info), answer.Info))));

    private static async Task JudgeAsync(IEnumerable<JsonObject> cases)
    {
        Ajv.SkipUnlessInstalled();
        JsonObject input = new() { ["description"] = ApiDescription.Shared.Root.DeepClone(), ["cases"] = new JsonArray([.. cases]) };
        string[] lines = await Ajv.JudgeAsync("validate.js", input.ToJsonString());
        Assert.Matches("^[1-9][0-9]* judged", lines[^1]);
        Product.NoFindings(lines[..^1]);
    }

    /// <summary>Puts back the nulls that came and are left out when written: to the client the two are the same, to a schema that requires the field they are not.</summary>
    private static JsonNode? WithNullsOf(JsonNode? came, JsonNode? written)
    {
        switch (came, written)
        {
            case (JsonObject a, JsonObject b):
                foreach ((string name, JsonNode? value) in a)
                {
                    if (value is null)
                        b.TryAdd(name, null);
                    else
                        WithNullsOf(value, b[name]);
                }

                break;
            case (JsonArray a, JsonArray b):
                foreach ((JsonNode? one, JsonNode? other) in a.Zip(b))
                    WithNullsOf(one, other);
                break;
        }

        return written;
    }

    private static JsonObject Case(string name, JsonNode schema, JsonNode? value) => new() { ["name"] = name, ["pointer"] = Pointer(schema), ["value"] = value };

    private static string Pointer(JsonNode node) => node.Parent switch
    {
        null => "#",
        JsonArray list => $"{Pointer(list)}/{node.GetElementIndex()}",
        { } parent => $"{Pointer(parent)}/{node.GetPropertyName().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
    };
}
