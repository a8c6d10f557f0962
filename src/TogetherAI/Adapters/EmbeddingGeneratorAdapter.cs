using System.Text.Json.Nodes;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Embeddings as Microsoft.Extensions.AI wants them. Thread-safe.</summary>
internal sealed class EmbeddingGeneratorAdapter(TogetherClient client, string model) : AI.IEmbeddingGenerator<string, AI.Embedding<float>>
{
    private readonly AI.EmbeddingGeneratorMetadata _metadata = new(GenAiConventions.Provider, client.BaseAddress, model);

    public async Task<AI.GeneratedEmbeddings<AI.Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, AI.EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        EmbeddingInput input = EmbeddingInput.FromTexts(values);
        if (input.Count == 0)
            return [];
        EmbeddingResponse response = await client.Embeddings.CreateAsync(Map(input, options), cancellationToken).ConfigureAwait(false);
        return new(InOrder(response, input.Count).Select(data => new AI.Embedding<float>(data.Vector)
        {
            ModelId = response.Model.Length > 0 ? response.Model : null,
        }))
        {
            Usage = response.Usage is { } usage ? UsageMapper.Map(usage) : null,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(AI.EmbeddingGeneratorMetadata) ? _metadata
            : serviceType == typeof(TogetherClient) ? client
            : serviceType == typeof(EmbeddingsClient) ? client.Embeddings
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The client is not the adapter's.
    }

    private EmbeddingRequest Map(EmbeddingInput input, AI.EmbeddingGenerationOptions? options)
    {
        EmbeddingRequest? raw = options?.RawRepresentationFactory?.Invoke(this) as EmbeddingRequest;
        JsonObject? extra = AdditionalFields.Merge(raw?.ExtraBody, options?.AdditionalProperties);
        if (options?.Dimensions is { } dimensions)
            (extra ??= []).TryAdd("dimensions", dimensions);
        return new EmbeddingRequest { Model = raw is { Model.Length: > 0 } ? raw.Model : options?.ModelId ?? model, Input = input, ExtraBody = extra };
    }

    /// <summary>Vectors are known by their index only; which text one belongs to must not be guessed.</summary>
    private static EmbeddingData[] InOrder(EmbeddingResponse response, int count)
    {
        EmbeddingData[] ordered = [.. response.Data.OrderBy(static data => data.Index)];
        return ordered.Select(static data => data.Index).SequenceEqual(Enumerable.Range(0, count))
            ? ordered
            : throw new TogetherResponseException($"The service answered {count} texts with {ordered.Length} vectors, or with indexes that are not those of the texts.")
            {
                Details = ErrorDetails.Of(response),
            };
    }
}
