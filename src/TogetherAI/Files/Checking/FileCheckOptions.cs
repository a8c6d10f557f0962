namespace TogetherAI;

/// <summary>What a file is held against before it is uploaded. Immutable: <c>with</c> makes a changed copy.</summary>
public sealed record FileCheckOptions
{
    internal static FileCheckOptions Default { get; } = new();

    /// <summary>The operation that the requests of a file for batches are for: what a request's body has to hold depends on it.</summary>
    /// <value>By default <see cref="BatchEndpoint.ChatCompletions"/>. Files for other purposes have none.</value>
    public BatchEndpoint Endpoint { get; init; } = BatchEndpoint.ChatCompletions;

    /// <summary>How many problems are looked for; with the last of them the check ends.</summary>
    /// <value>At least 1; 100 by default.</value>
    public int MaxProblems { get; init; } = 100;

    /// <summary>The most requests that a file for batches may hold.</summary>
    /// <value>At least 1; 50,000 by default, as the service says.</value>
    public long MaxRequests { get; init; } = 50_000;

    /// <summary>The most bytes that a file for batches may have.</summary>
    /// <value>At least 1; 100 MiB by default: the service says 100 MB, and not which.</value>
    public long MaxBatchBytes { get; init; } = 100L * 1024 * 1024;

    /// <summary>The most bytes that a line may have. One line at a time is held in memory.</summary>
    /// <value>1 to 1 GiB; 10 MiB by default.</value>
    public int MaxLineBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>
    /// The folder for the ids of a file with more than a million lines: they are sorted on disk, at 32 bytes a line, to see whether any
    /// comes twice, and gone when the check ends.
    /// </summary>
    /// <value>Null, the default, stands for the system's folder for temporary files.</value>
    public string? TemporaryFolder { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxProblems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequests, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLineBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxLineBytes, 1 << 30);
    }
}
