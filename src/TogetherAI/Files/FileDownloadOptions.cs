namespace TogetherAI;

/// <summary>How a file is downloaded. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record FileDownloadOptions
{
    internal static FileDownloadOptions Default { get; } = new();

    /// <summary>
    /// How many times in a row a transfer that broke is taken up again; the count begins anew when 1 MiB has arrived since. Before the
    /// first time it waits 1 s, then twice as long each time, up to 30 s.
    /// </summary>
    /// <value>0 or more; default: 5.</value>
    public int MaxResumes { get; init; } = 5;

    /// <summary>
    /// Whether a download to a file that fails or is cancelled leaves what has arrived beside the target, as <c>TARGET.ID.partial</c>, and
    /// the next one of the same file to the same target goes on from there. Plays no part in downloads to a stream.
    /// </summary>
    /// <value>Default: false; what has arrived is deleted.</value>
    public bool KeepPartial { get; init; }

    internal void Check()
    {
        if (MaxResumes < 0)
            throw new ArgumentOutOfRangeException(nameof(MaxResumes), MaxResumes, "FileDownloadOptions.MaxResumes must not be negative.");
    }
}
