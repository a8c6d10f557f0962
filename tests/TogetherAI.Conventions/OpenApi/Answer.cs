using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI.Conventions.OpenApi;

/// <summary>Something that the service sends, as it describes it and as the client reads it.</summary>
/// <param name="Name">Which.</param>
/// <param name="Schema">The service's description of it.</param>
/// <param name="Info">How the client reads it.</param>
/// <param name="ReadByHand">The client's reader beside the serializer; null where there is none.</param>
internal sealed record Answer(string Name, JsonNode Schema, JsonTypeInfo Info, Func<byte[], object?>? ReadByHand = null)
{
    private static readonly Lazy<IReadOnlyList<Answer>> s_all = new(static () => [.. Whole(), .. Streamed()], LazyThreadSafetyMode.PublicationOnly);

    public static IReadOnlyList<Answer> All => s_all.Value;

    public static Answer Find(string name) => All.Single(answer => answer.Name == name);

    private static IEnumerable<Answer> Whole() =>
        from descriptor in Descriptor.All
        where descriptor.Response is not null
        let schema = ApiDescription.Shared.Operations.GetValueOrDefault(descriptor.Key)?.Response
        where schema is not null
        select new Answer(descriptor.ToString(), schema, descriptor.Response!, descriptor.ReadByHand is { } read ? body => Call(read, body) : null);

    private static IEnumerable<Answer> Streamed()
    {
        yield return Chunk("ChatCompletionChunk", TogetherJsonContext.Default.ChatChunk) with { ReadByHand = static body => new ChatChunkReader().Read(body) };
        yield return Chunk("CompletionChunk", TogetherJsonContext.Default.CompletionChunk);
    }

    private static Answer Chunk(string schema, JsonTypeInfo info) =>
        new($"a chunk: {schema}", ApiDescription.Shared.Root["components"]!["schemas"]![schema]!, info);

    private static object? Call(Delegate read, byte[] body) => ((ResponseReader<object>)read)(body);
}
