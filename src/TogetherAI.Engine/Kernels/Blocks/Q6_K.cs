namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>
/// 256 weights in 16 groups of 16: <c>weight = scale · group scale · (quant - 32)</c>. First 128 bytes with the lower nibbles, then 64
/// with the upper two bits, then the groups' scales, a signed byte each, then the block's, of half precision. Each half of the
/// weights (128) has 64 bytes of nibbles and 32 of upper bits: with <c>i</c> from 0 to 31, weights <c>i</c>, <c>i + 32</c>, <c>i + 64</c> and
/// <c>i + 96</c> have the lower halves of bytes <c>i</c> and <c>i + 32</c>, then their upper halves, and bits 0-1, 2-3, 4-5 and 6-7 of byte <c>i</c>.
/// </summary>
internal readonly unsafe struct Q6_K : IBlockFormat
{
    public const int Values = 256;
    public const int Groups = 16;
    public const int GroupValues = 16;

    /// <summary>Where the upper bits, the groups' scales and the block's begin.</summary>
    public const int UpperBits = 128;
    public const int Scales = UpperBits + 64;
    public const int Scale = Scales + Groups;
    public const int Bytes = Scale + 2;

    /// <summary>The quant that stands for zero.</summary>
    public const int Zero = 32;

    static int IBlockFormat.Values => Values;

    static int IBlockFormat.Bytes => Bytes;

    static int IBlockFormat.Chains => 1;

    public static void Dequantise(byte* block, Span<float> destination)
    {
        byte* quants = stackalloc byte[Values];
        Unpack(block, quants);
        for (int i = 0; i < Values; i++)
            destination[i] = Float16Format.Load(block + Scale, 0) * ((sbyte*)block)[Scales + (i / GroupValues)] * (quants[i] - Zero);
    }

    public static float AddProduct(float sum, byte* block, sbyte* quants, short* sums, float scale)
    {
        byte* weights = stackalloc byte[Values];
        Unpack(block, weights);
        int product = 0;
        for (int group = 0; group < Groups; group++)
        {
            int dot = -Zero * sums[group];
            for (int i = group * GroupValues; i < (group + 1) * GroupValues; i++)
                dot += weights[i] * quants[i];
            product += ((sbyte*)block)[Scales + group] * dot;
        }

        return MathF.FusedMultiplyAdd(Float16Format.Load(block + Scale, 0) * scale, product, sum);
    }

    /// <summary>The six bits of each weight, one a byte.</summary>
    public static void Unpack(byte* block, byte* quants)
    {
        for (int i = 0; i < 64; i++)
        {
            int half = i / 32, within = i % 32, upper = block[UpperBits + i];
            byte* lower = block + (half * 64) + within, to = quants + (half * 128) + within;
            to[0] = (byte)((lower[0] & 15) | ((upper & 3) << 4));
            to[32] = (byte)((lower[32] & 15) | ((upper >> 2 & 3) << 4));
            to[64] = (byte)((lower[0] >> 4) | ((upper >> 4 & 3) << 4));
            to[96] = (byte)((lower[32] >> 4) | ((upper >> 6) << 4));
        }
    }
}
