using System.Text.Json.Serialization;

namespace TogetherAI.Local.Files;

/// <summary>A file as the API shows it, capitals included.</summary>
internal sealed record WireFile
{
    public required string Id { get; init; }

    public string Object => "file";

    public required long CreatedAt { get; init; }

    public required string Filename { get; init; }

    public required long Bytes { get; init; }

    public required string Purpose { get; init; }

    [JsonPropertyName("Processed")]
    public required bool Processed { get; init; }

    [JsonPropertyName("FileType")]
    public required string FileType { get; init; }
}

internal sealed record WireFileList(IReadOnlyList<WireFile> Data);

internal sealed record WireFileDeletion(string Id, bool Deleted);

internal sealed record WireCompletedUpload(WireFile File);

internal sealed record WireMultipartPlaces(string UploadId, string FileId, IReadOnlyList<WireMultipartPlace> Parts);

/// <summary>In the storage's own spelling.</summary>
internal sealed record WireMultipartPlace
{
    [JsonPropertyName("PartNumber")]
    public required int PartNumber { get; init; }

    [JsonPropertyName("URL")]
    public required string Url { get; init; }

    [JsonPropertyName("Headers")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
