using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>
/// The head that <see cref="Q4_K"/> and <see cref="Q5_K"/> share: two half-precision scales, then for each of 8 groups of 32 weights
/// a scale and a minimum of 6 bits in 12 bytes. Groups 0 to 3 have the lower 6 bits of bytes 0 to 3 (scales) and 4 to 7 (minima);
/// groups 4 to 7 have a nibble each in bytes 8 to 11, and their upper 2 bits on top of bytes 0 to 7.
/// </summary>
internal static unsafe class GroupScales
{
    public const int Groups = 8;
    public const int GroupValues = 32;
    public const int Bytes = 4 + 12;

    /// <summary>Largest scale and minimum of a group.</summary>
    public const int Max = 63;

    /// <summary>What the groups' scales are multiplied by.</summary>
    public static float Scale(byte* block) => Float16Format.Load(block, 0);

    /// <summary>What the groups' minima are multiplied by.</summary>
    public static float MinScale(byte* block) => Float16Format.Load(block, 1);

    /// <summary>Writes the scales of groups 0 to 7, then their minima.</summary>
    public static void Unpack(byte* block, byte* scales)
    {
        byte* packed = block + 4;
        uint low = Unsafe.ReadUnaligned<uint>(packed), middle = Unsafe.ReadUnaligned<uint>(packed + 4), high = Unsafe.ReadUnaligned<uint>(packed + 8);
        uint* to = (uint*)scales;
        to[0] = low & 0x3F3F3F3F;
        to[1] = (high & 0x0F0F0F0F) | ((low >> 2) & 0x30303030);
        to[2] = middle & 0x3F3F3F3F;
        to[3] = ((high >> 4) & 0x0F0F0F0F) | ((middle >> 2) & 0x30303030);
    }

    /// <summary><c>weight = scale · quant - minimum</c>, with the block's integers given one a byte.</summary>
    public static void Dequantise(byte* block, byte* quants, Span<float> destination)
    {
        byte* scales = stackalloc byte[2 * Groups];
        Unpack(block, scales);
        for (int group = 0; group < Groups; group++)
        {
            float scale = Scale(block) * scales[group], minimum = MinScale(block) * scales[Groups + group];
            for (int i = group * GroupValues; i < (group + 1) * GroupValues; i++)
                destination[i] = (scale * quants[i]) - minimum;
        }
    }

    /// <summary>The integers of a product: scaled sums of the groups, and of the minima.</summary>
    public static float AddProduct(float sum, byte* block, byte* weights, sbyte* quants, short* sums, float scale)
    {
        byte* scales = stackalloc byte[2 * Groups];
        Unpack(block, scales);
        int product = 0, minima = 0;
        for (int group = 0; group < Groups; group++)
        {
            int dot = 0;
            for (int i = group * GroupValues; i < (group + 1) * GroupValues; i++)
                dot += weights[i] * quants[i];
            product += scales[group] * dot;
            minima += scales[Groups + group] * (sums[2 * group] + sums[(2 * group) + 1]);
        }

        sum = MathF.FusedMultiplyAdd(Scale(block) * scale, product, sum);
        return MathF.FusedMultiplyAdd(-(MinScale(block) * scale), minima, sum);
    }
}
