using System.IO.Hashing;

namespace TogetherAI;

/// <summary>
/// Finds out which keys come more than once, of any number of them in constant memory: their hashes (XxHash128) are sorted in runs, the runs
/// are kept on disk and merged in the end. Not thread-safe. Two keys with one hash would be taken for the same; among 10^9 keys the chance
/// of that is about 10^-21.
/// </summary>
/// <param name="folder">Where the runs are kept, once there is more than one.</param>
/// <param name="runLength">How many keys a run has, at 32 bytes each in memory.</param>
internal sealed class KeyIndex(string folder, int runLength = 1 << 20) : IDisposable
{
    private readonly List<KeyRun> _runs = [];
    private KeyEntry[] _entries = new KeyEntry[Math.Min(1024, runLength)];
    private int _count;

    public void Add(ReadOnlySpan<byte> key, long line) => Add(XxHash128.HashToUInt128(key), line);

    /// <summary>Adds a key whose hash is known.</summary>
    public void Add(UInt128 hash, long line)
    {
        if (_count == runLength)
            Spill();
        if (_count == _entries.Length)
            Array.Resize(ref _entries, Math.Min(_count * 2, runLength));
        _entries[_count++] = new KeyEntry(hash, line);
    }

    /// <summary>Reports every line whose key stands on an earlier one. Called once.</summary>
    public void ReportRepeated(ProblemList problems, string field)
    {
        KeyEntry? first = null;
        foreach (KeyEntry entry in Sorted())
        {
            if (problems.IsFull)
                return;
            if (first is { } same && same.Hash == entry.Hash)
                problems.AddLine(entry.Line, field, $"'{field}' is the same as on line {same.Line}; the two results could not be told apart. Give each its own.");
            else
                first = entry;
        }
    }

    public void Dispose()
    {
        foreach (KeyRun run in _runs)
            run.Dispose();
    }

    private void Spill()
    {
        _entries.AsSpan(0, _count).Sort();
        _runs.Add(new KeyRun(folder, _entries.AsSpan(0, _count)));
        _count = 0;
    }

    /// <summary>All that were added, in their order. Called once, in place of <see cref="ReportRepeated"/>.</summary>
    public IEnumerable<KeyEntry> Sorted()
    {
        if (_runs.Count == 0)
        {
            _entries.AsSpan(0, _count).Sort();
            return _entries.Take(_count);
        }

        Spill();
        return Merge();
    }

    private IEnumerable<KeyEntry> Merge()
    {
        PriorityQueue<KeyRun, KeyEntry> next = new(_runs.Count);
        foreach (KeyRun run in _runs)
        {
            run.Rewind();
            if (run.TryRead(out KeyEntry entry))
                next.Enqueue(run, entry);
        }

        while (next.TryDequeue(out KeyRun? run, out KeyEntry entry))
        {
            yield return entry;
            if (run.TryRead(out KeyEntry following))
                next.Enqueue(run, following);
        }
    }
}
