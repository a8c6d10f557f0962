using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Conversion;

/// <summary>Which format a tensor gets when a model is quantised.</summary>
internal static class WeightPlan
{
    /// <param name="name">The matrix's name in Hugging Face's checkpoints.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="wanted">What the model is to be stored in.</param>
    /// <param name="tied">Whether the embedding table is the output layer.</param>
    public static WeightFormat FormatOf(string name, long columns, WeightFormat wanted, bool tied)
    {
        // The output layer decides between tokens that are nearly alike, so it keeps more bits. So do values, which pass through attention
        // unchanged and are one or two hundredths of most models.
        bool head = name == (tied ? "model.embed_tokens.weight" : "lm_head.weight");
        bool values = name.EndsWith(".v_proj.weight", StringComparison.Ordinal);
        WeightFormat format = wanted switch
        {
            WeightFormat.Q4_0 when head => WeightFormat.Q8_0,
            WeightFormat.Q4_K or WeightFormat.Q5_K when head || values => WeightFormat.Q6_K,
            _ => wanted,
        };

        // Rows that a format's blocks do not divide take the next better one that does.
        if (columns % WeightFormats.ValuesPerBlock(format) != 0)
            format = WeightFormat.Q8_0;
        return columns % WeightFormats.ValuesPerBlock(format) == 0 ? format : WeightFormat.F32;
    }
}
