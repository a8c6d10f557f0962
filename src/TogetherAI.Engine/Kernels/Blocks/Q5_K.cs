namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>
/// <see cref="Q4_K"/> with a fifth bit: between the head and the nibbles stand 32 bytes, whose bit <c>g</c> of byte <c>i</c> is the
/// upper bit of weight <c>i</c> of group <c>g</c>.
/// </summary>
internal readonly unsafe struct Q5_K : IBlockFormat
{
    public const int Values = 256;
    public const int Bytes = GroupScales.Bytes + 32 + (Values / 2);
    public const int Top = 31;
    private const int Nibbles = GroupScales.Bytes + 32;

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

    /// <summary>The five bits of each weight, one a byte.</summary>
    public static void Unpack(byte* block, byte* quants)
    {
        for (int i = 0; i < Values / 2; i++)
        {
            int group = i / 32 * 2, within = i % 32, upper = block[GroupScales.Bytes + within] >> group;
            quants[(group * 32) + within] = (byte)((block[Nibbles + i] & 15) | ((upper & 1) << 4));
            quants[(group * 32) + 32 + within] = (byte)((block[Nibbles + i] >> 4) | ((upper & 2) << 3));
        }
    }
}
