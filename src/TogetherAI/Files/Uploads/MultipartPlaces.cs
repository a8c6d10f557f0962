namespace TogetherAI;

/// <summary>Where the parts of an upload go.</summary>
internal sealed record MultipartPlaces : TogetherResponse
{
    public string UploadId { get => field ?? ""; init; }

    public string FileId { get => field ?? ""; init; }

    public IReadOnlyList<MultipartPlace> Parts { get => field ?? []; init; }
}
