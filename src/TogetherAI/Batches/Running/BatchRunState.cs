using System.Globalization;
using System.Text.Json;

namespace TogetherAI;

/// <summary>What is known of a run: the journal, and the shards it tells of. Thread-safe where it writes.</summary>
internal sealed class BatchRunState : IDisposable
{
    private const string Beside = ".d";
    private const string Ids = "ids";
    private const string Answers = "answers";
    private const string Results = "results-";
    private const string Lines = ".jsonl";

    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly IJournalFiles _files;
    private readonly IDisposable? _alive;
    private readonly List<BatchShard> _shards = [];

    public BatchRunState(string journal, IJournalFiles? files)
    {
        _files = files ?? DiskJournalFiles.Instance;
        _journal = Journal.Open(journal, JournalKind.BatchRuns, record => Apply(_shards, Parse(record)), _files, () => RefuseForgotten(FolderOf(System.IO.Path.GetFullPath(journal))));
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

    /// <summary>Whether anything may have been sent.</summary>
    public bool IsBegun => Shards.Any(shard =>
        shard.Attempts.Count > 0 || shard.Alone is not null || (shard.Delivered > 0 && !shard.IsRefused) || File.Exists(AnswersOf(shard.Number)));

    /// <summary>Reads what a journal tells, and leaves it as it is.</summary>
    /// <returns>The shards, and the process that works on them; null where none does.</returns>
    public static (IReadOnlyList<BatchShard> Shards, int? ProcessId) Peek(string journal)
    {
        List<BatchShard> shards = [];
        int? process = Journal.Peek(journal, JournalKind.BatchRuns, record => Apply(shards, Parse(record)));
        return (shards, DiskJournalFiles.IsHeld(AliveOf(FolderOf(System.IO.Path.GetFullPath(journal)))) ? process ?? 0 : null);
    }

    /// <summary>Refuses to go on with what another kind of run began.</summary>
    /// <exception cref="ArgumentException">It is another kind, or another part: that would take inputs which other journals have, a second time.</exception>
    public void RefuseOther(BatchWork work, (int Number, int Count) part)
    {
        if (_shards.Find(shard => shard.Path != work.Path) is { } other)
            throw new ArgumentException($"The journal '{Path}' is of a run over {other.Path}, and this one is over {work.Path}. Name another journal.");
        if (_shards.Find(shard => shard.Part != part) is { Part: var begun })
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The journal '{Path}' is of part {begun.Number} of {begun.Count} of a run, and this is part {part.Number} of {part.Count}. A run keeps its parts from its ")
                + "beginning to its end, or inputs would be paid for twice: give it the part that it was begun with (BatchRunOptions.Part).");
        }
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
    public string ResultsOf(int shard, int attempt) => At(shard, FormattableString.Invariant($"{Results}{attempt}{Lines}"));

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

    private static string FolderOf(string journal) => journal + Beside;

    private static string AliveOf(string folder) => System.IO.Path.Combine(folder, "alive");

    // Whoever only looks asks for this lock and never for the journal's, which keeps other runs out: to look must turn nobody away. And somebody may be
    // looking at this very moment, which takes microseconds. If he looks on and on, he is told of no process: nothing else is lost.
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

    // Answers come to the disk after the journal told of their job. One that knows nothing of them is not theirs, or has lost its end.
    private void RefuseForgotten(string folder)
    {
        foreach (string path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            if (!IsOfShard(path, out int number, out string content) || !IsAnswers(content, out int attempt))
                continue;
            if (number <= Shards.Count && (attempt < Shards[number - 1].Attempts.Count || Shards[number - 1].IsDelivered))
                continue;
            throw new TogetherJournalException(
                JournalFault.Incomplete,
                folder[..^Beside.Length],
                $"'{path}' holds answers that the journal '{folder[..^Beside.Length]}' does not know of: it is damaged, an older copy, or was deleted without the folder beside it. They have been paid "
                + "for, so nothing was touched. Put back the journal that they belong to; or delete that folder too, or name another journal, to begin anew.");
        }
    }

    private static bool IsOfShard(string path, out int number, out string content)
    {
        string name = System.IO.Path.GetFileName(path);
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        content = name[(dash + 1)..];
        number = 0;
        return dash > 0 && int.TryParse(name.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }

    /// <summary>Whether a file of a shard holds answers; the number of their job, or -1 of those that were asked by themselves.</summary>
    private static bool IsAnswers(string content, out int attempt)
    {
        attempt = -1;
        return content == Answers
            || (content.StartsWith(Results, StringComparison.Ordinal) && content.EndsWith(Lines, StringComparison.Ordinal)
                && int.TryParse(content.AsSpan(Results.Length, content.Length - Results.Length - Lines.Length), NumberStyles.None, CultureInfo.InvariantCulture, out attempt));
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
            if (name.StartsWith(ShardWriter.Unpublished, StringComparison.Ordinal) || name.StartsWith(TemporaryFile.Beginning, StringComparison.Ordinal)
                || name.EndsWith(ResultFile.Unfinished, StringComparison.Ordinal)
                || (IsOfShard(path, out int number, out string content) && (number > Shards.Count || (Shards[number - 1].IsDelivered && content != Ids))))
            {
                File.Delete(path);
            }
        }
    }

    private string AnswersOf(int shard) => At(shard, Answers);

    private string At(int shard, string name) => System.IO.Path.Combine(Folder, FormattableString.Invariant($"{shard + 1:D5}-{name}"));

    private static BatchRecord Parse(ReadOnlySpan<byte> record) => JsonSerializer.Deserialize(record, TogetherJsonContext.Default.BatchRecord)!;

    private static void Apply(List<BatchShard> shards, BatchRecord record)
    {
        if (record.Shard == shards.Count)
            shards.Add(new BatchShard(record.Shard));
        shards[record.Shard].Apply(record);
    }
}
