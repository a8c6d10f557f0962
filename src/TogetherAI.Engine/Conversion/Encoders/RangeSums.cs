namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>What follows of the levels of some weights.</summary>
/// <param name="Weights">Sum of the weights.</param>
/// <param name="Levels">Sum of their levels.</param>
/// <param name="Products">Sum of each weight times its level.</param>
/// <param name="Squares">Sum of the squared levels.</param>
internal readonly record struct RangeSums(float Weights, float Levels, float Products, float Squares)
{
    /// <summary>The sum of the squared errors that a scale and a minimum leave with these levels, less the sum of the squared weights.</summary>
    public double Cost(int count, double scale, double minimum) =>
        (scale * ((scale * Squares) - (2 * Products) - (2 * minimum * Levels))) + (minimum * ((2 * Weights) + (count * minimum)));

    /// <summary>The best scale and minimum for these levels: a straight line through the points, which ends at or below zero.</summary>
    /// <param name="count">How many weights there are.</param>
    /// <param name="scale">The scale that gave the levels, which stays where they are all alike.</param>
    /// <param name="minimum">The minimum that gave them.</param>
    public (float Scale, float Minimum) Best(int count, float scale, float minimum)
    {
        float spread = (count * Squares) - (Levels * Levels);
        if (spread <= 0)
            return (scale, minimum);
        float slope = ((count * Products) - (Weights * Levels)) / spread, depth = ((slope * Levels) - Weights) / count;
        if (slope > 0 && depth >= 0)
            return (slope, depth);
        return Products > 0 ? (Products / Squares, 0) : (scale, minimum);
    }
}
