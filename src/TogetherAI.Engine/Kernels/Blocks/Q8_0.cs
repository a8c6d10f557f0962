namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>A half-precision scale and 32 signed bytes: <c>weight = scale · byte</c>.</summary>
internal readonly unsafe struct Q8_0 : IBlockFormat
{
    public const int Values = 32;
    public const int Bytes = 2 + Values;

    static int IBlockFormat.Values => Values;

    static int IBlockFormat.Bytes => Bytes;

    static int IBlockFormat.Chains => Chains.Many;

    public static void Dequantise(byte* block, Span<float> destination)
    {
        float scale = Float16Format.Load(block, 0);
        sbyte* quants = (sbyte*)(block + 2);
        for (int i = 0; i < Values; i++)
            destination[i] = scale * quants[i];
    }

    public static float AddProduct(float sum, byte* block, sbyte* quants, short* sums, float scale)
    {
        sbyte* weights = (sbyte*)(block + 2);
        int product = 0;
        for (int i = 0; i < Values; i++)
            product += weights[i] * quants[i];
        return MathF.FusedMultiplyAdd(Float16Format.Load(block, 0) * scale, product, sum);
    }
}
