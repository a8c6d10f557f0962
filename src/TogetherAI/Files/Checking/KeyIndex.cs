using System.IO.Hashing;
using System.Numerics;

namespace TogetherAI;

/// <summary>
/// Finds out which keys come more than once, of any number of them in constant memory: their hashes (XxHash128) are divided into parts by their first
/// bits, run by run, the runs are kept on disk, and in the end each part is looked at by itself. Not thread-safe. Two keys with one hash would be taken
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
        int[] slots = [];
        foreach (Memory<KeyEntry> part in Divided())
        {
            if (slots.Length < part.Length * 2)
                slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)part.Length * 2)];
            Array.Clear(slots);
            ReportRepeated(part.Span, slots, problems, field);
            if (problems.IsFull)
                return;
        }
    }

    /// <summary>All that were added, in their order, a part at a time, each valid until the next. Called once, in place of <see cref="ReportRepeated(ProblemList, string)"/>.</summary>
    public IEnumerable<ReadOnlyMemory<KeyEntry>> Sorted()
    {
        foreach (Memory<KeyEntry> part in Divided())
        {
            part.Span.Sort();
            yield return part;
        }
    }

    public void Dispose()
    {
        foreach (KeyRun run in _runs)
            run.Dispose();
    }

    // A table with open addressing, of the places of the first entry with each hash, counted from 1: in a part, entries are in the order of the lines.
    private static void ReportRepeated(ReadOnlySpan<KeyEntry> part, int[] slots, ProblemList problems, string field)
    {
        for (int i = 0; i < part.Length && !problems.IsFull; i++)
        {
            int slot = part[i].SlotOf(slots.Length);
            while (slots[slot] > 0 && !part[slots[slot] - 1].HasHashOf(part[i]))
                slot = (slot + 1) & (slots.Length - 1);
            if (slots[slot] == 0)
                slots[slot] = i + 1;
            else
                problems.AddLine(part[i].Line, field, $"'{field}' is the same as on line {part[slots[slot] - 1].Line}; the two results could not be told apart. Give each its own.");
        }
    }

    /// <summary>Part by part, in their order; within a part in the order of their adding.</summary>
    private IEnumerable<Memory<KeyEntry>> Divided()
    {
        if (_runs.Count == 0)
        {
            Divide();
            for (int part = 0, start = 0; part < Parts; start += _lengths[part++])
                yield return _divided.AsMemory(start, _lengths[part]);
            yield break;
        }

        Spill();
        KeyEntry[] gathered = [];
        for (int part = 0; part < Parts; part++)
        {
            int length = _runs.Sum(run => run.LengthOf(part));
            if (gathered.Length < length)
                gathered = new KeyEntry[length * 2];
            int filled = 0;
            foreach (KeyRun run in _runs)
                filled += run.Read(part, gathered.AsSpan(filled));
            yield return gathered.AsMemory(0, length);
        }
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
