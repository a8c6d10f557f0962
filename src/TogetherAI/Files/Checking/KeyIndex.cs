using System.IO.Hashing;

namespace TogetherAI;

/// <summary>
/// Finds out which keys come more than once, of any number of them in constant memory: their hashes (XxHash128) are divided into parts by their first
/// bits, run by run, the runs are kept on disk, and in the end each part is sorted by itself. Not thread-safe. Two keys with one hash would be taken
/// for the same; among 10^9 keys the chance of that is about 10^-21.
/// </summary>
/// <param name="folder">Where the runs are kept, once there is more than one.</param>
/// <param name="runLength">How many keys a run has, at 24 bytes each in memory, twice.</param>
internal sealed class KeyIndex(string folder, int runLength = 1 << 19) : IDisposable
{
    /// <summary>A power of two. A part of 10^9 keys is 24 MB.</summary>
    private const int Parts = 1024;

    private readonly List<KeyRun> _runs = [];
    private readonly int[] _lengths = new int[Parts];
    private KeyEntry[] _entries = new KeyEntry[Math.Min(1024, runLength)];
    private KeyEntry[] _divided = [];
    private int _count;

    public void Add(ReadOnlySpan<byte> key, long line) => Add(XxHash128.HashToUInt128(key), line);

    /// <summary>Adds a key whose hash is known.</summary>
    public void Add(UInt128 hash, long line)
    {
        if (_count == runLength)
            Spill();
        if (_count == _entries.Length)
            Array.Resize(ref _entries, Math.Min(_count * 2, runLength));
        KeyEntry entry = new(hash, line);
        _entries[_count++] = entry;
        _lengths[entry.PartOf(Parts)]++;
    }

    /// <summary>Reports every line whose key stands on an earlier one. Called once.</summary>
    public void ReportRepeated(ProblemList problems, string field)
    {
        KeyEntry? first = null;
        foreach (ReadOnlyMemory<KeyEntry> part in SortedParts())
        {
            foreach (ref readonly KeyEntry entry in part.Span)
            {
                if (problems.IsFull)
                    return;
                if (first is { } same && same.HasHashOf(entry))
                    problems.AddLine(entry.Line, field, $"'{field}' is the same as on line {same.Line}; the two results could not be told apart. Give each its own.");
                else
                    first = entry;
            }
        }
    }

    /// <summary>All that were added, in their order, a part at a time, each valid until the next. Called once, in place of <see cref="ReportRepeated"/>.</summary>
    public IEnumerable<ReadOnlyMemory<KeyEntry>> SortedParts()
    {
        if (_runs.Count > 0)
            Spill();
        else
            Divide();
        KeyEntry[] gathered = [];
        int start = 0;
        for (int part = 0; part < Parts; part++)
        {
            Memory<KeyEntry> entries;
            if (_runs.Count == 0)
            {
                entries = _divided.AsMemory(start, _lengths[part]);
                start += _lengths[part];
            }
            else
            {
                int length = _runs.Sum(run => run.LengthOf(part));
                if (gathered.Length < length)
                    gathered = new KeyEntry[length * 2];
                entries = gathered.AsMemory(0, length);
                int filled = 0;
                foreach (KeyRun run in _runs)
                    filled += run.Read(part, gathered.AsSpan(filled));
            }

            entries.Span.Sort();
            yield return entries;
        }
    }

    public void Dispose()
    {
        foreach (KeyRun run in _runs)
            run.Dispose();
    }

    private void Spill()
    {
        Divide();
        _runs.Add(new KeyRun(folder, _divided.AsSpan(0, _count), _lengths));
        _count = 0;
        Array.Clear(_lengths);
    }

    /// <summary>Brings the entries into the order of their parts.</summary>
    private void Divide()
    {
        if (_divided.Length < _count)
            _divided = new KeyEntry[_entries.Length];
        Span<int> places = stackalloc int[Parts];
        for (int part = 1; part < Parts; part++)
            places[part] = places[part - 1] + _lengths[part - 1];
        foreach (ref readonly KeyEntry entry in _entries.AsSpan(0, _count))
            _divided[places[entry.PartOf(Parts)]++] = entry;
    }
}
