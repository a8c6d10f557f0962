namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>What follows of the levels of some weights.</summary>
/// <param name="Products">Sum of each weight times its level.</param>
/// <param name="Squares">Sum of the squared levels.</param>
internal readonly record struct LevelSums(float Products, float Squares)
{
    /// <summary>By how much the best scale for these levels lowers the sum of the squared weights.</summary>
    public float Gain => Squares == 0 ? 0 : Products * Products / Squares;

    /// <summary>The best scale for these levels.</summary>
    public float Best(float otherwise) => Squares == 0 ? otherwise : Products / Squares;
}
