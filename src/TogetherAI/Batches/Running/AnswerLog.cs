namespace TogetherAI;

/// <summary>
/// The answers to requests of a shard that were sent by themselves: a journal of their own, each answer on the disk before it counts, so that no
/// request is paid for twice. Thread-safe where it writes.
/// </summary>
internal sealed class AnswerLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Journal _journal;

    public AnswerLog(string path, IJournalFiles? files) =>
        _journal = Journal.Open(path, JournalKind.BatchAnswers, line => _ids.Add(ResultFile.IdOf(line)), files);

    public IReadOnlySet<string> Ids => _ids;

    /// <summary>Keeps an answer, and returns when it is on the disk.</summary>
    /// <param name="id">Its request's.</param>
    /// <param name="line">It, as a line of a file of results.</param>
    public void Add(string id, byte[] line)
    {
        if (line.Length > JournalReader.MaxRecord)
            line = ResultFile.Error(id, $"The answer has {line.Length} bytes, more than the {JournalReader.MaxRecord} that can be kept. Ask for less in one request.", "answer_too_large");
        lock (_gate)
        {
            _journal.Append(line);
            _journal.Commit();
            _ids.Add(id);
        }
    }

    /// <summary>Goes through the answers. None may be added meanwhile.</summary>
    public IEnumerable<byte[]> Lines() => _journal.Records();

    public void Dispose() => _journal.Dispose();
}
