namespace TogetherAI;

/// <summary>How far a run of batches has come, as its journal tells. Immutable.</summary>
public sealed record BatchRunStatus
{
    /// <summary>How many inputs are on disk as requests; 0 while they are still being read for the first time.</summary>
    public required long Inputs { get; init; }

    /// <summary>How many results the caller has been given, and has gone on from.</summary>
    public required long Delivered { get; init; }

    /// <summary>
    /// Whether every input that is on disk has its result delivered. An input that is added later opens the run again. A run without a single input
    /// is never complete: it may have ended while it read them.
    /// </summary>
    public bool IsComplete => Inputs > 0 && Delivered >= Inputs;

    /// <summary>The process that works on it now, on this machine; null where none does, 0 where it cannot be told which.</summary>
    public required int? ProcessId { get; init; }

    /// <summary>All jobs there were and are, in the order of the inputs; those that repeat what failed behind the job they repeat.</summary>
    public required IReadOnlyList<BatchRunJob> Jobs { get; init; }

    /// <summary>Reads a journal. It is left as it is, and may belong to a run that is under way. The service is not asked.</summary>
    /// <param name="journal">The file, as in <see cref="BatchRunOptions.Journal"/>.</param>
    /// <returns>How far its run has come.</returns>
    /// <exception cref="TogetherJournalException">There is no such journal, it is of a newer version or cannot be read.</exception>
    /// <exception cref="ArgumentException"><paramref name="journal"/> is empty.</exception>
    public static BatchRunStatus Read(string journal)
    {
        (IReadOnlyList<BatchShard> shards, int? process) = BatchRunState.Peek(journal);
        return new BatchRunStatus
        {
            Inputs = shards.Sum(static shard => shard.Count),
            Delivered = shards.Sum(static shard => shard.Delivered),
            ProcessId = process,
            Jobs = [.. shards.SelectMany(JobsOf)],
        };
    }

    private static IEnumerable<BatchRunJob> JobsOf(BatchShard shard)
    {
        if (shard.IsRefused)
            yield break; // nothing of it is ever sent
        if (shard.Attempts.Count == 0)
            yield return new BatchRunJob { Part = shard.Number + 1, Attempt = 1, Model = shard.Model, Requests = shard.Count, IsCollected = shard.IsFinished };
        for (int attempt = 0; attempt < shard.Attempts.Count; attempt++)
        {
            BatchAttempt known = shard.Attempts[attempt];
            yield return new BatchRunJob
            {
                Part = shard.Number + 1,
                Attempt = attempt + 1,
                Model = shard.Model,
                Requests = known.Count,
                FileName = known.Name,
                FileId = known.FileId,
                JobId = known.JobId,
                IsCollected = known.IsCollected,
            };
        }
    }
}
