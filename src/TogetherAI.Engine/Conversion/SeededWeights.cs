namespace TogetherAI.Engine.Conversion;

/// <summary>
/// Random weights that anybody can make again from a seed and a tensor's name: integers only, and one multiplication. Element <c>i</c> is
/// the upper 24 bits of SplitMix64's output after <c>i + 1</c> steps (Steele et al. 2014) from the seed mixed with the name's FNV-1a hash, as
/// a number from -1 up to 1. <c>eng/reference/seeded.py</c> makes the same.
/// </summary>
internal static class SeededWeights
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    public static ulong StateOf(ulong seed, string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in System.Text.Encoding.UTF8.GetBytes(name))
            hash = (hash ^ value) * 0x100000001B3;
        return hash ^ (seed * Step);
    }

    /// <summary>Elements from <paramref name="first"/> on, times <paramref name="scale"/>, plus <paramref name="center"/>.</summary>
    public static void Fill(ulong state, long first, float scale, float center, Span<float> destination)
    {
        ulong at = state + ((ulong)first * Step);
        for (int i = 0; i < destination.Length; i++)
        {
            at += Step;
            ulong mixed = (at ^ (at >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            float number = ((int)(mixed >> 40) - (1 << 23)) * (1f / (1 << 23));
            destination[i] = (number * scale) + center;
        }
    }
}
