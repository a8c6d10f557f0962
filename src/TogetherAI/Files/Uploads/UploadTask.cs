namespace TogetherAI;

/// <summary>One file on its way to the service.</summary>
/// <param name="Source">Its bytes.</param>
/// <param name="FileName">The name under which the service keeps it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Type">Its format; null where its name promises none.</param>
internal sealed record UploadTask(FileSource Source, string FileName, FilePurpose Purpose, FileType? Type)
{
    /// <summary>What goes in one form; beyond, what stands between the client and the service may refuse it.</summary>
    private const long MaxDirect = 100L * 1024 * 1024;

    private const long MaxPresigned = 5L * 1024 * 1024 * 1024;

    /// <summary>The flow that suits the size.</summary>
    public UploadFlow Flow => Source.Length switch
    {
        <= MaxDirect => UploadFlow.Direct,
        <= MaxPresigned => UploadFlow.Presigned,
        _ => UploadFlow.Multipart,
    };

    /// <summary>The fields that tell what comes, for the flows whose bytes go elsewhere.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields
    {
        get
        {
            yield return KeyValuePair.Create("purpose", Purpose.Value);
            yield return KeyValuePair.Create("file_name", FileName);
            if (Type is { } type)
                yield return KeyValuePair.Create("file_type", type.Value);
        }
    }
}
