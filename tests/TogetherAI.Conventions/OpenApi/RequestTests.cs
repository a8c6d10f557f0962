using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Everything that the service is described to take can be said, and nothing is said that it does not take.</summary>
public class RequestTests
{
    /// <summary>
    /// Values of sets that requests and answers share in the client, and which the service only answers: states an endpoint comes to by
    /// itself, and the visibility of what belongs to the service. Asked for, they are refused by the service.
    /// </summary>
    private static readonly string[] s_onlyAnswered = ["PENDING", "STARTING", "STOPPING", "ERROR", "VISIBILITY_PUBLIC"];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Every_described_field_has_its_property(string request)
    {
        (JsonTypeInfo info, JsonNode schema) = Find(request);
        List<string> findings = [];
        foreach (JsonNode? sample in new SampleGenerator(ApiDescription.Shared).Make(schema, isRequest: true))
        {
            object? read;
            try
            {
                read = JsonSerializer.Deserialize(sample, info);
            }
            catch (JsonException exception)
            {
                throw new InvalidOperationException($"{exception.Message}\n{sample?.ToJsonString()}", exception);
            }

            findings.AddRange(SameJson.Differences(sample, JsonSerializer.SerializeToNode(read, info)));
            if (read is GenerationRequest { ExtensionData: { } extra })
                findings.AddRange(extra.Keys.Select(name => $"$: the described field '{name}' is unknown to {read.GetType().Name}"));
            findings.AddRange(
                from found in ObjectGraph.Models(read)
                from field in found.Model.UnknownFields
                select $"{found.Path}: the described field '{field.Key}' is unknown to {found.Model.GetType().Name}");
        }

        Product.NoFindings(findings.Distinct());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_with_every_property_set_is_what_the_service_takes(string request)
    {
        (JsonTypeInfo info, JsonNode schema) = Find(request);
        SchemaCheck check = new(ApiDescription.Shared);
        ModelFiller filler = new();
        List<string> findings = [];
        for (int i = 0; i == 0 || i < filler.Ways; i++)
        {
            JsonNode? sent = JsonSerializer.SerializeToNode(filler.Make(info.Type), info);
            findings.AddRange(check.Findings(sent, schema));
        }

        Product.NoFindings(findings.Where(static finding => !s_onlyAnswered.Any(value => finding.Contains($" is \"{value}\",", StringComparison.Ordinal))).Distinct());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void What_is_described_is_typed(string request)
    {
        (JsonTypeInfo info, JsonNode schema) = Find(request);
        Product.NoFindings(Typing.Findings(ApiDescription.Shared, info, schema));
    }

    public static TheoryData<string> Requests() =>
        [.. Descriptor.All.Where(static descriptor => descriptor.Request is not null && Schema(descriptor) is not null).Select(static descriptor => descriptor.ToString())];

    internal static (JsonTypeInfo Info, JsonNode Schema) Find(string request)
    {
        Descriptor descriptor = Descriptor.All.Single(descriptor => descriptor.ToString() == request);
        return (descriptor.Request!, Schema(descriptor)!);
    }

    private static JsonNode? Schema(Descriptor descriptor) => ApiDescription.Shared.Operations.GetValueOrDefault(descriptor.Key)?.Request;
}
