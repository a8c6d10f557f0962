namespace TogetherAI.Local;

/// <summary>How a local server keeps files. Read once, when the server starts; not thread-safe.</summary>
public sealed class LocalFileOptions
{
    /// <summary>The largest file in bytes; a larger one is answered with 413. Files are kept on disk. Default: 10 GiB.</summary>
    /// <value>1 or more.</value>
    public long MaxFileSize
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 10L * 1024 * 1024 * 1024;

    /// <summary>
    /// How long, by the server's clock, the place is good that an upload through the storage is given; after that the storage answers 403.
    /// Default: one hour.
    /// </summary>
    /// <value>Positive.</value>
    public TimeSpan PlaceLifetime
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromHours(1);

    /// <summary>
    /// The folder for the files, which are gone when the server is disposed. Default: <see langword="null"/>, a new one in the system's
    /// folder for temporary files.
    /// </summary>
    public string? Folder { get; set; }
}
