using System.Globalization;
using System.Text.Json;

namespace TogetherAI;

/// <summary>What is known of a run: the journal, and the shards it tells of. Thread-safe where it writes.</summary>
internal sealed class BatchRunState : IDisposable
{
    private const string Ids = "ids";

    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly IJournalFiles _files;
    private readonly IDisposable? _alive;
    private readonly List<BatchShard> _shards = [];

    public BatchRunState(string journal, IJournalFiles? files)
    {
        _files = files ?? DiskJournalFiles.Instance;
        _journal = Journal.Open(journal, JournalKind.BatchRuns, record => Apply(_shards, Parse(record)), _files);
        try
        {
            Folder = Directory.CreateDirectory(FolderOf(_journal.Path)).FullName;
            _files.FlushFolder(System.IO.Path.GetDirectoryName(Folder)!);
            _alive = HoldAlive();
            Compare();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The journal's full path.</summary>
    public string Path => _journal.Path;

    /// <summary>Where requests and results lie.</summary>
    public string Folder { get; }

    public IReadOnlyList<BatchShard> Shards => _shards;

    /// <summary>Reads what a journal tells, and leaves it as it is.</summary>
    /// <returns>The shards, and the process that works on them; null where none does.</returns>
    public static (IReadOnlyList<BatchShard> Shards, int? ProcessId) Peek(string journal)
    {
        List<BatchShard> shards = [];
        int? process = Journal.Peek(journal, JournalKind.BatchRuns, record => Apply(shards, Parse(record)));
        return (shards, IsAlive(AliveOf(FolderOf(System.IO.Path.GetFullPath(journal)))) ? process ?? 0 : null);
    }

    /// <summary>Refuses to go on with what another kind of run began.</summary>
    /// <exception cref="ArgumentException">It is another kind.</exception>
    public void RefuseOther(BatchWork work)
    {
        if (_shards.Find(shard => shard.Path != work.Path) is { } other)
            throw new ArgumentException($"The journal '{Path}' is of a run over {other.Path}, and this one is over {work.Path}. Name another journal.");
    }

    /// <summary>Writes down what happened, and returns when it is on the disk.</summary>
    public void Write(params IReadOnlyList<BatchRecord> records)
    {
        lock (_gate)
        {
            foreach (BatchRecord record in records)
                _journal.Append(JsonSerializer.SerializeToUtf8Bytes(record, TogetherJsonContext.Default.BatchRecord));
            _journal.Commit();
            foreach (BatchRecord record in records)
                Apply(_shards, record);
        }
    }

    /// <summary>Does something while nobody writes anything down.</summary>
    public TResult Exclusively<TResult>(Func<IReadOnlyList<BatchShard>, TResult> work)
    {
        lock (_gate)
            return work(_shards);
    }

    /// <summary>Writes a file in one go: it is there whole, and on the disk with its name, or not at all.</summary>
    public async Task WriteFileAsync(string path, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        await ResultFile.WriteAsync(path, lines, cancellationToken).ConfigureAwait(false);
        FlushFolder();
    }

    /// <summary>Returns when the names of all files are on the disk. The journal tells of none before.</summary>
    public void FlushFolder() => _files.FlushFolder(Folder);

    /// <summary>The requests of a shard's job, or of the part of it that is repeated.</summary>
    public string RequestsOf(int shard, int attempt) => At(shard, $"requests-{attempt}.jsonl");

    /// <summary>The ids of a shard's requests, 16 bytes each.</summary>
    public string IdsOf(int shard) => At(shard, Ids);

    /// <summary>The inputs of a shard, where they are kept on disk.</summary>
    public string InputsOf(int shard) => At(shard, "inputs");

    /// <summary>What a job of a shard answered.</summary>
    public string ResultsOf(int shard, int attempt) => At(shard, $"results-{attempt}.jsonl");

    /// <summary>What is delivered of a shard, in that order.</summary>
    public string DeliveryOf(int shard) => At(shard, "delivery.jsonl");

    /// <summary>Opens what was answered of a shard by itself, making it where nothing was.</summary>
    public AnswerLog OpenAnswers(int shard) => new(AnswersOf(shard), _files);

    /// <summary>Deletes what nobody needs any more.</summary>
    public void Forget(BatchShard shard)
    {
        for (int attempt = 0; attempt < shard.Attempts.Count; attempt++)
        {
            File.Delete(RequestsOf(shard.Number, attempt));
            File.Delete(ResultsOf(shard.Number, attempt));
        }

        File.Delete(DeliveryOf(shard.Number));
        File.Delete(RequestsOf(shard.Number, attempt: 0)); // also of a shard that had no job
        File.Delete(InputsOf(shard.Number));
        _files.Delete(AnswersOf(shard.Number));
        File.Delete(AnswersOf(shard.Number) + ".lock"); // this process's own: the run's journal keeps others out
    }

    public void Dispose()
    {
        _alive?.Dispose();
        _journal.Dispose();
    }

    private static string FolderOf(string journal) => journal + ".d";

    private static string AliveOf(string folder) => System.IO.Path.Combine(folder, "alive");

    // Whoever only looks asks for this lock and never for the journal's, which keeps other runs out: to look must not turn anybody away.
    private static bool IsAlive(string path)
    {
        if (!File.Exists(path))
            return false;
        using IDisposable? free = DiskJournalFiles.Instance.TryLock(path);
        return free is null;
    }

    // Somebody may be looking at this very moment, which takes microseconds. If he looks on and on, he is told of no process: nothing else is lost.
    private IDisposable? HoldAlive()
    {
        SpinWait spin = default;
        for (int tries = 0; tries < 1000; tries++)
        {
            if (_files.TryLock(AliveOf(Folder)) is { } held)
                return held;
            spin.SpinOnce(sleep1Threshold: -1);
        }

        return null;
    }

    // After a failure of power a file may lack the name it was given last, though the journal tells of it: what can be made anew is.
    private void Compare()
    {
        foreach (BatchShard shard in _shards)
        {
            Require(IdsOf(shard.Number));
            shard.IsFinished &= shard.IsDelivered || File.Exists(DeliveryOf(shard.Number));
            if (shard.IsFinished)
                continue;
            Require(RequestsOf(shard.Number, attempt: 0));
            for (int attempt = 0; attempt < shard.Attempts.Count; attempt++)
                shard.Attempts[attempt] = shard.Attempts[attempt] with { IsCollected = shard.Attempts[attempt].IsCollected && File.Exists(ResultsOf(shard.Number, attempt)) };
        }
    }

    private void Require(string file)
    {
        if (!File.Exists(file))
        {
            throw new TogetherJournalException(
                JournalFault.CannotAccess, Path, $"'{file}' is gone, and the journal '{Path}' cannot do without it. Put back the folder beside the journal, or name another journal to begin anew.");
        }
    }

    /// <summary>
    /// Deletes what earlier lives left that were killed: files that were not written to their end, those of shards that have been delivered, and
    /// those of shards that the journal does not know (of another journal that was deleted without its folder, for one).
    /// </summary>
    public void Sweep()
    {
        foreach (string path in Directory.EnumerateFiles(Folder))
        {
            string name = System.IO.Path.GetFileName(path);
            int dash = name.IndexOf('-', StringComparison.Ordinal);
            if (name.StartsWith(ShardWriter.Unpublished, StringComparison.Ordinal) || name.StartsWith(TemporaryFile.Beginning, StringComparison.Ordinal)
                || name.EndsWith(ResultFile.Unfinished, StringComparison.Ordinal)
                || (dash > 0 && int.TryParse(name.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                    && number > 0 && (number > Shards.Count || (Shards[number - 1].IsDelivered && name[(dash + 1)..] != Ids))))
            {
                File.Delete(path);
            }
        }
    }

    private string AnswersOf(int shard) => At(shard, "answers");

    private string At(int shard, string name) => System.IO.Path.Combine(Folder, FormattableString.Invariant($"{shard + 1:D5}-{name}"));

    private static BatchRecord Parse(ReadOnlySpan<byte> record) => JsonSerializer.Deserialize(record, TogetherJsonContext.Default.BatchRecord)!;

    private static void Apply(List<BatchShard> shards, BatchRecord record)
    {
        if (record.Shard == shards.Count)
            shards.Add(new BatchShard(record.Shard));
        shards[record.Shard].Apply(record);
    }
}
