namespace TogetherAI;

/// <summary>Begins an upload in parts.</summary>
internal sealed record MultipartStart
{
    public required string FileName { get; init; }

    public required long FileSize { get; init; }

    public required int NumParts { get; init; }

    public required FilePurpose Purpose { get; init; }

    public FileType? FileType { get; init; }
}
