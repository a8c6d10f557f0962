using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What the storage answered to a part.</summary>
internal sealed record MultipartTag
{
    public required int PartNumber { get; init; }

    [JsonPropertyName("etag")]
    public required string ETag { get; init; }
}
