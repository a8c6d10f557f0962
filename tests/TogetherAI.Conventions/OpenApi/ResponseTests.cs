using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Everything that the service is described to answer is read, typed, and written again as it came.</summary>
public class ResponseTests
{
    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_with_every_property_set_is_read_whole(string answer) => Product.NoFindings(Instances(answer, fromTheFuture: false)
        .SelectMany(instance => Findings(instance.Json, instance.Model, instance.Info)
            .Concat(from found in ObjectGraph.Models(instance.Model)
                    from field in found.Model.UnknownFields
                    select $"{found.Path}: the described field '{field.Key}' is unknown to {found.Model.GetType().Name}"))
        .Distinct());

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_with_fields_and_values_of_the_future_loses_nothing(string answer) => Product.NoFindings(Instances(answer, fromTheFuture: true)
        .SelectMany(instance => Findings(instance.Json, instance.Model, instance.Info)
            .Concat(from found in ObjectGraph.Models(instance.Model)
                    from field in found.Model.UnknownFields
                    where field.Key != SampleGenerator.FutureField
                    select $"{found.Path}: the described field '{field.Key}' is unknown to {found.Model.GetType().Name}"))
        .Distinct());

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_is_described_is_typed(string answer)
    {
        Answer target = Answer.Find(answer);
        Product.NoFindings(Typing.Findings(ApiDescription.Shared, target.Info, target.Schema));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_the_operation_reads_by_hand_is_what_the_serializer_reads(string answer)
    {
        Answer target = Answer.Find(answer);
        if (target.ReadByHand is null)
            return; // nobody has written one
        Product.NoFindings(
            from sample in new SampleGenerator(ApiDescription.Shared).Make(target.Schema, isRequest: false, fromTheFuture: true)
            let read = target.ReadByHand(JsonSerializer.SerializeToUtf8Bytes(sample))
            from difference in SameJson.Differences(sample, JsonSerializer.SerializeToNode(read, target.Info))
            select difference);
    }

    public static TheoryData<string> Answers() => [.. Answer.All.Select(static answer => answer.Name)];

    private static IEnumerable<(JsonNode? Json, object? Model, JsonTypeInfo Info)> Instances(string answer, bool fromTheFuture)
    {
        Answer target = Answer.Find(answer);
        foreach (JsonNode? sample in new SampleGenerator(ApiDescription.Shared).Make(target.Schema, isRequest: false, fromTheFuture))
        {
            object? model;
            try
            {
                model = JsonSerializer.Deserialize(sample, target.Info);
            }
            catch (JsonException exception)
            {
                throw new InvalidOperationException($"{exception.Message}\n{sample?.ToJsonString()}", exception);
            }

            yield return (sample, model, target.Info);
        }
    }

    private static IEnumerable<string> Findings(JsonNode? json, object? model, JsonTypeInfo info) =>
        SameJson.Differences(json, JsonSerializer.SerializeToNode(model, info));
}
