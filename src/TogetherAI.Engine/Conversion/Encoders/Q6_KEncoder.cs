using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>Writes <see cref="Q6_K"/>: for each group the scale that fits its weights best, then a whole number for it, tried with its neighbours.</summary>
internal static unsafe class Q6_KEncoder
{
    public static void Encode(ReadOnlySpan<float> values, byte* block)
    {
        // The largest of the groups' scales becomes -128, the end that has no counterpart.
        float* scales = stackalloc float[Q6_K.Groups];
        float extreme = 0;
        for (int group = 0; group < Q6_K.Groups; group++)
        {
            scales[group] = LevelFit.Scale(Group(values, group), Q6_K.Zero);
            if (MathF.Abs(scales[group]) > MathF.Abs(extreme))
                extreme = scales[group];
        }

        Unsafe.WriteUnaligned(block + Q6_K.Scale, (Half)(extreme / -128));
        float scale = Float16Format.Load(block + Q6_K.Scale, 0);
        byte* levels = stackalloc byte[Q6_K.Values];
        for (int group = 0; group < Q6_K.Groups; group++)
        {
            sbyte part = scale == 0 ? (sbyte)0 : Part(Group(values, group), scales[group] / scale, scale);
            ((sbyte*)block)[Q6_K.Scales + group] = part;
            for (int i = group * Q6_K.GroupValues; i < (group + 1) * Q6_K.GroupValues; i++)
                levels[i] = (byte)(LevelFit.Level(values[i], Q6_K.Zero, scale * part) + Q6_K.Zero);
        }

        Pack(levels, block);
    }

    private static ReadOnlySpan<float> Group(ReadOnlySpan<float> values, int group) => values.Slice(group * Q6_K.GroupValues, Q6_K.GroupValues);

    private static sbyte Part(ReadOnlySpan<float> values, float wanted, float scale)
    {
        int middle = (int)MathF.Round(wanted), best = 0;
        float least = float.PositiveInfinity;
        for (int part = Math.Max(-128, middle - 1); part <= Math.Min(127, middle + 1); part++)
        {
            float error = LevelFit.Error(values, Q6_K.Zero, scale * part);
            if (error < least)
                (best, least) = (part, error);
        }

        return (sbyte)best;
    }

    private static void Pack(byte* levels, byte* block)
    {
        for (int i = 0; i < 64; i++)
        {
            int half = i / 32, within = i % 32;
            byte* lower = block + (half * 64) + within, from = levels + (half * 128) + within;
            lower[0] = (byte)((from[0] & 15) | (from[64] << 4));
            lower[32] = (byte)((from[32] & 15) | (from[96] << 4));
            block[Q6_K.UpperBits + i] = (byte)((from[0] >> 4) | (from[32] >> 4 << 2) | (from[64] >> 4 << 4) | (from[96] >> 4 << 6));
        }
    }
}
