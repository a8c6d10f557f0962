namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>
/// A half-precision scale and 32 nibbles: <c>weight = scale · (nibble - 8)</c>. Byte <c>i</c> holds weight <c>i</c> in its lower half
/// and weight <c>i + 16</c> in its upper.
/// </summary>
internal readonly unsafe struct Q4_0 : IBlockFormat
{
    public const int Values = 32;
    public const int Bytes = 2 + (Values / 2);

    /// <summary>The nibble that stands for zero.</summary>
    public const int Zero = 8;

    static int IBlockFormat.Values => Values;

    static int IBlockFormat.Bytes => Bytes;

    static int IBlockFormat.Chains => Chains.Many;

    public static void Dequantise(byte* block, Span<float> destination)
    {
        float scale = Float16Format.Load(block, 0);
        for (int i = 0; i < Values / 2; i++)
        {
            destination[i] = scale * ((block[2 + i] & 15) - Zero);
            destination[i + (Values / 2)] = scale * ((block[2 + i] >> 4) - Zero);
        }
    }

    public static float AddProduct(float sum, byte* block, sbyte* quants, short* sums, float scale)
    {
        int product = -Zero * (sums[0] + sums[1]);
        for (int i = 0; i < Values / 2; i++)
            product += ((block[2 + i] & 15) * quants[i]) + ((block[2 + i] >> 4) * quants[i + (Values / 2)]);
        return MathF.FusedMultiplyAdd(Float16Format.Load(block, 0) * scale, product, sum);
    }
}
