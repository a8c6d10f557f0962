using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>Writes <see cref="Q8_0"/>: the weight furthest from zero becomes 127. Steps this fine gain nothing from a search.</summary>
internal static unsafe class Q8_0Encoder
{
    public static void Encode(ReadOnlySpan<float> values, byte* block)
    {
        float max = 0;
        foreach (float value in values)
            max = Math.Max(max, MathF.Abs(value));
        float scale = max / 127, inverse = scale == 0 ? 0 : 1 / scale;
        Unsafe.WriteUnaligned(block, (Half)scale);
        sbyte* quants = (sbyte*)(block + 2);
        for (int i = 0; i < Q8_0.Values; i++)
            quants[i] = (sbyte)MathF.Round(values[i] * inverse, MidpointRounding.AwayFromZero);
    }
}
