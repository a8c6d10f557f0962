using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>
/// Chooses the scale of a group of weights that are to be stored as <c>scale · level</c>, with whole levels from <c>-zero</c> to
/// <c>zero - 1</c>: the one that leaves the smallest sum of squared errors among some, each improved by least squares. A few weights at the
/// edge are cut off where all others come nearer by it.
/// </summary>
/// <remarks>
/// Vectors of one width and sums in one order, on every machine, and no fused operations: the same weights give the same file everywhere.
/// </remarks>
internal static class LevelFit
{
    // Where the weight that is furthest from zero comes to lie, in shares of the outermost level.
    private const float Nearest = 0.76f, Furthest = 1.16f, Step = 0.04f;

    /// <summary>The scale, negative where the outermost level is to lie above zero; 0 where all weights are 0.</summary>
    public static float Scale(ReadOnlySpan<float> values, int zero)
    {
        float extreme = 0;
        foreach (float value in values)
            extreme = Math.Max(extreme, MathF.Abs(value));
        if (extreme == 0)
            return 0;
        (float best, float gain) = (0, 0);
        for (float reach = Nearest; reach < Furthest; reach += Step)
        {
            Offer(values, zero, extreme / (zero * reach), ref best, ref gain);
            Offer(values, zero, -extreme / (zero * reach), ref best, ref gain);
        }

        // What is best for the levels that this scale gives may give better levels.
        return Sums(values, zero, best).Best(best);
    }

    /// <summary>The squared error that is left with a scale.</summary>
    public static float Error(ReadOnlySpan<float> values, int zero, float scale)
    {
        LevelSums sums = Sums(values, zero, scale);
        return (scale * scale * sums.Squares) - (2 * scale * sums.Products);
    }

    /// <summary>The level of one weight.</summary>
    public static int Level(float value, int zero, float scale) => scale == 0 ? 0 : (int)Math.Clamp(MathF.Round(value / scale), -zero, zero - 1);

    private static void Offer(ReadOnlySpan<float> values, int zero, float scale, ref float best, ref float gain)
    {
        LevelSums sums = Sums(values, zero, scale);
        if (sums.Gain > gain)
            (best, gain) = (sums.Best(scale), sums.Gain);
    }

    private static LevelSums Sums(ReadOnlySpan<float> values, int zero, float scale)
    {
        float inverse = scale == 0 ? 0 : 1 / scale;
        Vector256<float> factor = Vector256.Create(inverse), low = Vector256.Create((float)-zero), high = Vector256.Create((float)(zero - 1));
        Vector256<float> products = default, squares = default;
        for (int i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            Vector256<float> value = Lanes.At(values, i);
            Vector256<float> level = Vector256.Min(Vector256.Max(Vector256.Round(value * factor), low), high);
            products += value * level;
            squares += level * level;
        }

        return new LevelSums(Lanes.Sum(products), Lanes.Sum(squares));
    }
}
