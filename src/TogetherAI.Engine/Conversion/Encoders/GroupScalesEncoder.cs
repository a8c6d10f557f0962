using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>
/// Chooses and writes the head of <see cref="Q4_K"/> and <see cref="Q5_K"/>: for each group the range that fits its weights best, then whole
/// numbers for the ranges, each tried with its neighbours, and in the end the two scales that fit all of those best.
/// </summary>
internal static unsafe class GroupScalesEncoder
{
    private const int Groups = GroupScales.Groups, GroupValues = GroupScales.GroupValues, Max = GroupScales.Max;

    /// <summary>Writes the head; <paramref name="levels"/> receives the weights' integers, from 0 to <paramref name="top"/>.</summary>
    public static void Encode(ReadOnlySpan<float> values, int top, byte* block, byte* levels)
    {
        float* spans = stackalloc float[Groups], depths = stackalloc float[Groups];
        float maxSpan = 0, maxDepth = 0;
        for (int group = 0; group < Groups; group++)
        {
            (spans[group], depths[group]) = RangeFit.Fit(Group(values, group), top);
            (maxSpan, maxDepth) = (Math.Max(maxSpan, spans[group]), Math.Max(maxDepth, depths[group]));
        }

        WriteScales(block, maxSpan / Max, maxDepth / Max);
        byte* parts = stackalloc byte[2 * Groups];
        for (int group = 0; group < Groups; group++)
        {
            parts[group] = Part(spans[group], GroupScales.Scale(block));
            parts[Groups + group] = Part(depths[group], GroupScales.MinScale(block));
        }

        float error = Settle(values, top, block, parts);
        (Half Scale, Half Minimum) before = (Unsafe.ReadUnaligned<Half>(block), Unsafe.ReadUnaligned<Half>(block + 2));
        (float scale, float minimum) = BestScales(values, top, block, parts);
        WriteScales(block, scale, minimum);
        byte* kept = stackalloc byte[2 * Groups];
        Unsafe.CopyBlock(kept, parts, 2 * Groups);
        if (!(Settle(values, top, block, parts) < error))
        {
            Unsafe.WriteUnaligned(block, before.Scale);
            Unsafe.WriteUnaligned(block + 2, before.Minimum);
            Unsafe.CopyBlock(parts, kept, 2 * Groups);
        }

        Pack(parts, block);
        for (int i = 0; i < Groups * GroupValues; i++)
        {
            int group = i / GroupValues;
            levels[i] = RangeFit.Level(values[i], top, GroupScales.Scale(block) * parts[group], GroupScales.MinScale(block) * parts[Groups + group]);
        }
    }

    private static ReadOnlySpan<float> Group(ReadOnlySpan<float> values, int group) => values.Slice(group * GroupValues, GroupValues);

    private static void WriteScales(byte* block, float scale, float minimum)
    {
        Unsafe.WriteUnaligned(block, (Half)scale);
        Unsafe.WriteUnaligned(block + 2, (Half)minimum);
    }

    private static byte Part(float value, float scale) => scale == 0 ? (byte)0 : (byte)Math.Clamp(MathF.Round(value / scale), 0, Max);

    /// <summary>Gives each group the best of its whole numbers and their neighbours. Returns the squared error that is left.</summary>
    private static float Settle(ReadOnlySpan<float> values, int top, byte* block, byte* parts)
    {
        float scale = GroupScales.Scale(block), minimum = GroupScales.MinScale(block), total = 0;
        for (int group = 0; group < Groups; group++)
        {
            (int span, int depth) = (parts[group], parts[Groups + group]);
            float least = float.PositiveInfinity;
            for (int s = Math.Max(0, span - 1); s <= Math.Min(Max, span + 1); s++)
            {
                for (int d = Math.Max(0, depth - 1); d <= Math.Min(Max, depth + 1); d++)
                {
                    float error = RangeFit.Error(Group(values, group), top, scale * s, minimum * d);
                    if (error < least)
                        (least, parts[group], parts[Groups + group]) = (error, (byte)s, (byte)d);
                }
            }

            total += least;
        }

        return total;
    }

    /// <summary>The two scales that fit all weights best, their levels and the groups' whole numbers being what they are.</summary>
    private static (float Scale, float Minimum) BestScales(ReadOnlySpan<float> values, int top, byte* block, byte* parts)
    {
        // weight ≈ scale · (part · level) - minimum · part: two unknowns, and the equations of least squares for them.
        double ss = 0, sm = 0, mm = 0, sx = 0, mx = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int group = i / GroupValues;
            double m = parts[Groups + group];
            double s = parts[group] * RangeFit.Level(values[i], top, GroupScales.Scale(block) * parts[group], (float)(GroupScales.MinScale(block) * m));
            (ss, sm, mm, sx, mx) = (ss + (s * s), sm + (s * m), mm + (m * m), sx + (s * values[i]), mx + (m * values[i]));
        }

        double determinant = (ss * mm) - (sm * sm);
        if (determinant <= 0)
            return (ss > 0 ? (float)(sx / ss) : 0, 0);
        double scale = ((sx * mm) - (mx * sm)) / determinant, minimum = ((sx * sm) - (mx * ss)) / determinant;
        return scale > 0 && minimum >= 0 ? ((float)scale, (float)minimum) : (GroupScales.Scale(block), GroupScales.MinScale(block));
    }

    private static void Pack(byte* parts, byte* block)
    {
        byte* packed = block + 4;
        for (int i = 0; i < 4; i++)
        {
            packed[i] = (byte)(parts[i] | (parts[i + 4] >> 4 << 6));
            packed[i + 4] = (byte)(parts[i + 8] | (parts[i + 12] >> 4 << 6));
            packed[i + 8] = (byte)((parts[i + 4] & 15) | (parts[i + 12] << 4));
        }
    }
}
