namespace TogetherAI.Engine.Sampling;

/// <summary>
/// Orders tokens from the highest value to the lowest, equals by id. A token is one 64-bit key, value above and id below, so that
/// comparing keys settles both and sorting needs no comparer. Not a number ranks last.
/// </summary>
internal static class Ranking
{
    private const int SortedOutright = 32;

    /// <summary>Writes one key per value; the smaller the key, the higher the value.</summary>
    public static void Fill(ReadOnlySpan<float> values, Span<ulong> keys)
    {
        for (int id = 0; id < values.Length; id++)
            keys[id] = Key(values[id], id);
    }

    public static int TokenOf(ulong key) => (int)(uint)key;

    /// <summary>Brings the <paramref name="count"/> smallest keys to the front, in order. The rest is left in any order.</summary>
    public static void SelectSmallest(Span<ulong> keys, int count)
    {
        Span<ulong> rest = keys;
        int wanted = count;
        while (wanted > 0 && wanted < rest.Length && rest.Length > SortedOutright)
        {
            int split = Partition(rest);
            if (split >= wanted)
            {
                rest = rest[..split];
            }
            else
            {
                rest = rest[split..];
                wanted -= split;
            }
        }

        if (wanted < rest.Length)
            rest.Sort();
        keys[..Math.Min(count, keys.Length)].Sort();
    }

    private static ulong Key(float value, int id)
    {
        if (float.IsNaN(value))
            return ((ulong)uint.MaxValue << 32) | (uint)id;

        // + 0f turns -0 into 0: equal values must have equal keys. Flipped as needed, the bits of floats order like integers.
        uint bits = BitConverter.SingleToUInt32Bits(value + 0f);
        uint ascending = (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
        return ((ulong)~ascending << 32) | (uint)id;
    }

    /// <summary>Hoare's partition around the median of three. Keys are distinct, so neither side is empty.</summary>
    private static int Partition(Span<ulong> keys)
    {
        ulong a = keys[0], b = keys[keys.Length / 2], c = keys[^1];
        ulong pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
        int low = -1, high = keys.Length;
        while (true)
        {
            while (keys[++low] < pivot)
            {
            }

            while (keys[--high] > pivot)
            {
            }

            if (low >= high)
                return high + 1;
            (keys[low], keys[high]) = (keys[high], keys[low]);
        }
    }
}
