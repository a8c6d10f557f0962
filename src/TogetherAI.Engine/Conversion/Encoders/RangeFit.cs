using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>
/// Chooses the range of a group of weights that are to be stored as <c>scale · level - minimum</c>, with whole levels from 0 to
/// <c>top</c> and no minimum below 0: the one that leaves the smallest sum of squared errors among some, each improved by least squares.
/// </summary>
/// <remarks>As of <see cref="LevelFit"/>.</remarks>
internal static class RangeFit
{
    // Both ends of the range are drawn in towards zero by so many shares of it.
    private const float Step = 0.06f;
    private const int Steps = 5;

    public static (float Scale, float Minimum) Fit(ReadOnlySpan<float> values, int top)
    {
        // A minimum above zero cannot be written: such a group begins at zero.
        float low = 0, high = 0;
        foreach (float value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low == high)
            return (0, 0);
        (float Scale, float Minimum) best = ((high - low) / top, -low);
        double least = double.PositiveInfinity;
        for (int below = 0; below < Steps; below++)
        {
            for (int above = 0; above < Steps; above++)
            {
                float from = low * (1 - (Step * below)), to = high * (1 - (Step * above));
                Offer(values, top, (to - from) / top, -from, ref best, ref least);
            }
        }

        // What is best for the levels that this range gives may give better levels.
        return Sums(values, top, best.Scale, best.Minimum).Best(values.Length, best.Scale, best.Minimum);
    }

    /// <summary>The sum of the squared errors.</summary>
    public static float Error(ReadOnlySpan<float> values, int top, float scale, float minimum)
    {
        Vector256<float> factor = Vector256.Create(scale), offset = Vector256.Create(minimum), sum = default;
        for (int i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            Vector256<float> value = Lanes.At(values, i);
            Vector256<float> error = value + offset - (factor * Levels(value, top, scale, minimum));
            sum += error * error;
        }

        return Lanes.Sum(sum);
    }

    /// <summary>The level of one weight.</summary>
    public static byte Level(float value, int top, float scale, float minimum) =>
        scale == 0 ? (byte)0 : (byte)Math.Clamp(MathF.Round((value + minimum) / scale), 0, top);

    private static void Offer(ReadOnlySpan<float> values, int top, float scale, float minimum, ref (float Scale, float Minimum) best, ref double least)
    {
        RangeSums sums = Sums(values, top, scale, minimum);
        (scale, minimum) = sums.Best(values.Length, scale, minimum);
        double cost = sums.Cost(values.Length, scale, minimum);
        if (cost < least)
            (best, least) = ((scale, minimum), cost);
    }

    private static RangeSums Sums(ReadOnlySpan<float> values, int top, float scale, float minimum)
    {
        Vector256<float> weights = default, levels = default, products = default, squares = default;
        for (int i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            Vector256<float> value = Lanes.At(values, i), level = Levels(value, top, scale, minimum);
            weights += value;
            levels += level;
            products += value * level;
            squares += level * level;
        }

        return new RangeSums(Lanes.Sum(weights), Lanes.Sum(levels), Lanes.Sum(products), Lanes.Sum(squares));
    }

    private static Vector256<float> Levels(Vector256<float> values, int top, float scale, float minimum) => scale == 0
        ? default
        : Vector256.Min(Vector256.Max(Vector256.Round((values + Vector256.Create(minimum)) / Vector256.Create(scale)), default), Vector256.Create((float)top));
}
