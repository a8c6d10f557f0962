using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>Ends an upload in parts: with their tags when it is complete, without when it is given up.</summary>
internal sealed record MultipartEnd
{
    public required string UploadId { get; init; }

    public required string FileId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MultipartTag>? Parts { get; init; }
}
