namespace TogetherAI;

/// <summary>How a file is uploaded. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record FileUploadOptions
{
    internal static FileUploadOptions Default { get; } = new();

    /// <summary>The name under which the service keeps the file.</summary>
    /// <value>Null, the default, stands for the file's own name, without its folder.</value>
    public string? FileName { get; init; }

    /// <summary>The file's format.</summary>
    /// <value>
    /// Null, the default, takes it from the name's extension (<c>.jsonl</c>, <c>.csv</c>, <c>.parquet</c>); of any other the service is
    /// told nothing, and takes it for JSONL.
    /// </value>
    public FileType? FileType { get; init; }

    /// <summary>How the file gets to the service.</summary>
    /// <value>
    /// Null, the default, goes by its size: up to 100 MiB <see cref="UploadFlow.Direct"/>, up to 5 GiB <see cref="UploadFlow.Presigned"/>,
    /// beyond <see cref="UploadFlow.Multipart"/>.
    /// </value>
    public UploadFlow? Flow { get; init; }

    /// <summary>
    /// What a file for batches or for fine-tuning is held against before anything is sent, if it is JSONL; see
    /// <see cref="FilesClient.CheckAsync"/>. The file is read twice for that.
    /// </summary>
    /// <value>By default the limits of the service; null sends the file as it is. Files of other kinds are never checked.</value>
    public FileCheckOptions? Check { get; init; } = FileCheckOptions.Default;
}
