using System.Text.Json;

namespace TogetherAI;

/// <summary>What is known of a run: the journal, and the shards it tells of. Thread-safe where it writes.</summary>
internal sealed class BatchRunState : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly List<BatchShard> _shards = [];

    public BatchRunState(string journal, IJournalFiles? files)
    {
        _journal = Journal.Open(journal, JournalKind.BatchRuns, record => Apply(_shards, Parse(record)), files);
        Folder = Directory.CreateDirectory(_journal.Path + ".d").FullName;
    }

    /// <summary>Where requests and results lie.</summary>
    public string Folder { get; }

    public IReadOnlyList<BatchShard> Shards => _shards;

    /// <summary>Reads what a journal tells, and leaves it as it is.</summary>
    /// <returns>The shards, and the process that works on them; null where none does.</returns>
    public static (IReadOnlyList<BatchShard> Shards, int? ProcessId) Peek(string journal)
    {
        List<BatchShard> shards = [];
        int? process = Journal.Peek(journal, JournalKind.BatchRuns, record => Apply(shards, Parse(record)));
        return (shards, process);
    }

    /// <summary>Writes down what happened, and returns when it is on the disk.</summary>
    public void Write(BatchRecord record)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(record, TogetherJsonContext.Default.BatchRecord);
        lock (_gate)
        {
            _journal.Append(bytes);
            _journal.Commit();
            Apply(_shards, record);
        }
    }

    /// <summary>The requests of a shard's job, or of the part of it that is repeated.</summary>
    public string RequestsOf(int shard, int attempt) => At(shard, $"requests-{attempt}.jsonl");

    /// <summary>The ids of a shard's requests, 16 bytes each.</summary>
    public string IdsOf(int shard) => At(shard, "ids");

    /// <summary>What a job of a shard answered.</summary>
    public string ResultsOf(int shard, int attempt) => At(shard, $"results-{attempt}.jsonl");

    /// <summary>What is delivered of a shard, in that order.</summary>
    public string DeliveryOf(int shard) => At(shard, "delivery.jsonl");

    /// <summary>Deletes what nobody needs any more.</summary>
    public void Forget(BatchShard shard)
    {
        for (int attempt = 0; attempt < shard.Attempts.Count; attempt++)
        {
            File.Delete(RequestsOf(shard.Number, attempt));
            File.Delete(ResultsOf(shard.Number, attempt));
        }

        File.Delete(DeliveryOf(shard.Number));
    }

    public void Dispose() => _journal.Dispose();

    private string At(int shard, string name) => Path.Combine(Folder, FormattableString.Invariant($"{shard + 1:D5}-{name}"));

    private static BatchRecord Parse(ReadOnlySpan<byte> record) => JsonSerializer.Deserialize(record, TogetherJsonContext.Default.BatchRecord)!;

    private static void Apply(List<BatchShard> shards, BatchRecord record)
    {
        if (record.Shard == shards.Count)
            shards.Add(new BatchShard(record.Shard));
        shards[record.Shard].Apply(record);
    }
}
