namespace TogetherAI;

/// <summary>A key's hash and the line it stands on; in the order of the hashes, those of one hash in the order of the lines.</summary>
internal readonly struct KeyEntry(UInt128 hash, long line) : IComparable<KeyEntry>
{
    private readonly ulong _upper = (ulong)(hash >> 64);
    private readonly ulong _lower = (ulong)hash;

    public UInt128 Hash => new(_upper, _lower);

    public long Line { get; } = line;

    /// <summary>Which of so many parts, a power of two, the hash is in; the parts are in the order of the hashes.</summary>
    public int PartOf(int parts) => (int)(_upper >> (64 - int.Log2(parts)));

    /// <summary>Where in a table of so many slots, a power of two, it is looked for first; independent of its part.</summary>
    public int SlotOf(int slots) => (int)_lower & (slots - 1);

    public bool HasHashOf(KeyEntry other) => _upper == other._upper && _lower == other._lower;

    // All but always the first comparison tells.
    public int CompareTo(KeyEntry other) =>
        _upper != other._upper ? _upper < other._upper ? -1 : 1
        : _lower != other._lower ? _lower < other._lower ? -1 : 1
        : Line.CompareTo(other.Line);
}
