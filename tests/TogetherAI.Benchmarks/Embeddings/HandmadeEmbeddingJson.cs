using System.Text.Json.Serialization;

namespace TogetherAI.Benchmarks.Embeddings;

/// <summary>The types a careful programmer writes for vectors.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HandmadeEmbeddings))]
internal sealed partial class HandmadeEmbeddingJson : JsonSerializerContext;

internal sealed class HandmadeEmbeddings
{
    public string? Object { get; set; }

    public string? Model { get; set; }

    public List<HandmadeEmbedding> Data { get; set; } = [];
}

internal sealed class HandmadeEmbedding
{
    public string? Object { get; set; }

    public int Index { get; set; }

    public float[] Embedding { get; set; } = [];
}
