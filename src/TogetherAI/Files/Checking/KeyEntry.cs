namespace TogetherAI;

/// <summary>A key's hash and the line it stands on; in the order of the hashes, those of one hash in the order of the lines.</summary>
internal readonly record struct KeyEntry(UInt128 Hash, long Line) : IComparable<KeyEntry>
{
    public int CompareTo(KeyEntry other)
    {
        int order = Hash.CompareTo(other.Hash);
        return order != 0 ? order : Line.CompareTo(other.Line);
    }
}
