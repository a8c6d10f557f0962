namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>Quantises what is multiplied with block formats: a float scale and signed bytes, the largest of which is 127.</summary>
internal static unsafe class InputBlocks
{
    /// <summary>Integers of one sum.</summary>
    public const int SumValues = 16;

    /// <summary>A vector in blocks. Its values' scales, bytes and sums depend on each block alone.</summary>
    public static void Quantise(float* values, int count, int block, sbyte* quants, short* sums, float* scales)
    {
        for (int at = 0; at < count; at += block)
            scales[at / block] = QuantiseBlock(values + at, block, quants + at, sums + (at / SumValues));
    }

    private static float QuantiseBlock(float* values, int count, sbyte* quants, short* sums)
    {
        // The bits of magnitudes are ordered like the magnitudes, and what is no number stands above all.
        uint max = 0;
        for (int i = 0; i < count; i++)
            max = Math.Max(max, BitConverter.SingleToUInt32Bits(values[i]) & 0x7FFFFFFF);
        float scale = Scale(max, out float inverse);
        for (int i = 0; i < count; i++)
            quants[i] = float.IsNaN(scale) ? (sbyte)0 : (sbyte)MathF.Round(values[i] * inverse);
        for (int group = 0; group < count; group += SumValues)
        {
            short sum = 0;
            for (int i = group; i < group + SumValues; i++)
                sum += quants[i];
            sums[group / SumValues] = sum;
        }

        return scale;
    }

    /// <summary>
    /// A block with something in it that is no number has a scale that is none, so that the fault is seen in the result. Below 1e-30
    /// all is zero: the inverse could not be written.
    /// </summary>
    private static float Scale(uint max, out float inverse)
    {
        float largest = BitConverter.UInt32BitsToSingle(max);
        inverse = largest < 1e-30f ? 0 : 127 / largest;
        return !float.IsFinite(largest) ? float.NaN : inverse == 0 ? 0 : largest / 127;
    }
}
