namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>
/// 256 weights in 8 groups (<see cref="GroupScales"/>), then 128 bytes of nibbles: 32 bytes hold two groups, the first in the lower
/// halves and the second in the upper.
/// </summary>
internal readonly unsafe struct Q4_K : IBlockFormat
{
    public const int Values = 256;
    public const int Bytes = GroupScales.Bytes + (Values / 2);
    public const int Top = 15;

    static int IBlockFormat.Values => Values;

    static int IBlockFormat.Bytes => Bytes;

    static int IBlockFormat.Chains => 1;

    public static void Dequantise(byte* block, Span<float> destination)
    {
        byte* quants = stackalloc byte[Values];
        Unpack(block, quants);
        GroupScales.Dequantise(block, quants, destination);
    }

    public static float AddProduct(float sum, byte* block, sbyte* quants, short* sums, float scale)
    {
        byte* weights = stackalloc byte[Values];
        Unpack(block, weights);
        return GroupScales.AddProduct(sum, block, weights, quants, sums, scale);
    }

    /// <summary>The nibbles, one a byte.</summary>
    public static void Unpack(byte* block, byte* quants)
    {
        for (int i = 0; i < Values / 2; i++)
        {
            int at = (i / 32 * 64) + (i % 32);
            quants[at] = (byte)(block[GroupScales.Bytes + i] & 15);
            quants[at + 32] = (byte)(block[GroupScales.Bytes + i] >> 4);
        }
    }
}
