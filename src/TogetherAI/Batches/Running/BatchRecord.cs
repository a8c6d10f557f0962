namespace TogetherAI;

/// <summary>
/// One record of a run's journal. What it is, <see cref="Kind"/> says; the other fields are filled as that needs, so that a record of today can
/// be read by a version that knows more.
/// </summary>
internal sealed record BatchRecord
{
    /// <summary>
    /// A shard's requests are on disk. Fields: path of the operation, model, the run's part and parts, count, bytes, tokens of the prompts, of the
    /// answers, how many answers have no limit; whether it holds what was refused here, which has no requests, and so is finished.
    /// </summary>
    public const string Spooled = "spooled";

    /// <summary>A job is about to be made for a shard. Fields: attempt, count, name of the file, tokens it takes at most.</summary>
    public const string Intended = "intended";

    /// <summary>Its file is at the service; a second time where the first one is gone. Fields: attempt, file.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>The job exists. Fields: attempt, job.</summary>
    public const string Created = "created";

    /// <summary>
    /// Its results are on disk, and there is no need to ask for them again. Fields: attempt, tokens that it used, whether somebody cancelled it.
    /// </summary>
    public const string Collected = "collected";

    /// <summary>
    /// Requests that are left are about to be sent by themselves. Fields: tokens that this takes at most, with all that went so before; once they
    /// are answered, a second time with what they took.
    /// </summary>
    public const string Alone = "alone";

    /// <summary>All of a shard's results are on disk, in their order of delivery. Fields: count.</summary>
    public const string Finished = "finished";

    /// <summary>The caller has gone on from so many of a shard's results. Fields: count, how many of them failed, tokens that they used.</summary>
    public const string Delivered = "delivered";

    public required string Kind { get; init; }

    public required int Shard { get; init; }

    public int Attempt { get; init; }

    public int Part { get; init; } = 1;

    public int Parts { get; init; } = 1;

    public long Count { get; init; }

    public long Bytes { get; init; }

    public long PromptTokens { get; init; }

    public long CompletionTokens { get; init; }

    public long Failed { get; init; }

    public long Unlimited { get; init; }

    public bool IsRefused { get; init; }

    public bool IsCancelled { get; init; }

    public string? Path { get; init; }

    public string? Model { get; init; }

    public string? Name { get; init; }

    public string? File { get; init; }

    public string? Job { get; init; }
}
