namespace TogetherAI;

/// <summary>How a file is uploaded. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record FileUploadOptions
{
    /// <summary>The name under which the service keeps the file.</summary>
    /// <value>Null, the default, stands for the file's own name, without its folder.</value>
    public string? FileName { get; init; }

    /// <summary>The file's format.</summary>
    /// <value>
    /// Null, the default, takes it from the name's extension (<c>.jsonl</c>, <c>.csv</c>, <c>.parquet</c>); of any other the service is
    /// told nothing, and takes it for JSONL.
    /// </value>
    public FileType? FileType { get; init; }
}
