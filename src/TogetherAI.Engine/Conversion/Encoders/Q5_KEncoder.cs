using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>Writes <see cref="Q5_K"/>.</summary>
internal static unsafe class Q5_KEncoder
{
    private const int UpperBytes = 32;

    public static void Encode(ReadOnlySpan<float> values, byte* block)
    {
        byte* levels = stackalloc byte[Q5_K.Values];
        GroupScalesEncoder.Encode(values, Q5_K.Top, block, levels);
        byte* upper = block + GroupScales.Bytes;
        new Span<byte>(upper, UpperBytes).Clear();
        for (int i = 0; i < Q5_K.Values; i++)
            upper[i % UpperBytes] |= (byte)(levels[i] >> 4 << (i / UpperBytes));
        Q4_KEncoder.WriteNibbles(levels, upper + UpperBytes);
    }
}
