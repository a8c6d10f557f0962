using System.Text.Json.Serialization;

namespace TogetherAI;

/// <summary>What the service tells of a file that it keeps. Immutable.</summary>
public sealed record TogetherFile : TogetherResponse
{
    /// <summary>Its id, as requests want it.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Always <c>file</c>.</summary>
    public string Object { get => field ?? ""; init; }

    /// <summary>When it was created, in seconds since 1970 (UTC).</summary>
    public long CreatedAt { get; init; }

    /// <summary>Its name, as it was uploaded.</summary>
    public string Filename { get => field ?? ""; init; }

    /// <summary>Its length, in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>What it is for; null where the service did not say.</summary>
    public FilePurpose? Purpose { get; init; }

    /// <summary>Whether it has been uploaded whole. The service calls this outdated; <see cref="ProcessingStatus"/> says more.</summary>
    [JsonPropertyName("Processed")]
    public bool? Processed { get; init; }

    /// <summary>Its format; null where the service did not say.</summary>
    [JsonPropertyName("FileType")]
    public FileType? FileType { get; init; }

    /// <summary>How far its validation has come; null for a file that is not validated.</summary>
    public FileProcessingStatus? ProcessingStatus { get; init; }

    /// <summary>What the validation found; null before it has run, and for files that are not for fine-tuning.</summary>
    public FileValidationReport? ValidationReport { get; init; }
}
