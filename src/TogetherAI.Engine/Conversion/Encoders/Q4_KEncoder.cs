using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>Writes <see cref="Q4_K"/>, and the nibbles that <see cref="Q5_K"/> has like it.</summary>
internal static unsafe class Q4_KEncoder
{
    public static void Encode(ReadOnlySpan<float> values, byte* block)
    {
        byte* levels = stackalloc byte[Q4_K.Values];
        GroupScalesEncoder.Encode(values, Q4_K.Top, block, levels);
        WriteNibbles(levels, block + GroupScales.Bytes);
    }

    /// <summary>The lower four bits of 256 levels.</summary>
    public static void WriteNibbles(byte* levels, byte* nibbles)
    {
        for (int i = 0; i < Q4_K.Values / 2; i++)
        {
            int at = (i / 32 * 64) + (i % 32);
            nibbles[i] = (byte)((levels[at] & 15) | (levels[at + 32] << 4));
        }
    }
}
