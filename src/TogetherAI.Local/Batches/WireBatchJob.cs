using System.Text.Json.Serialization;

namespace TogetherAI.Local.Batches;

/// <summary>A batch as the API shows it.</summary>
internal sealed record WireBatchJob
{
    public required string Id { get; init; }

    public string UserId => "local";

    public required string InputFileId { get; init; }

    public required long FileSizeBytes { get; init; }

    public required string Status { get; init; }

    public required DateTime JobDeadline { get; init; }

    public required DateTime CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? CompletedAt { get; init; }

    public required string Endpoint { get; init; }

    public required double Progress { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OutputFileId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorFileId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}

internal sealed record WireBatchCreation(WireBatchJob Job);

/// <summary>The errors of this part of the API are a string, where all others are an object.</summary>
internal sealed record WireBatchError(string Error);
