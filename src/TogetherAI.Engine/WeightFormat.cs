namespace TogetherAI.Engine;

/// <summary>How a model's weights are stored. The names are those that model files are published under.</summary>
public enum WeightFormat
{
    /// <summary>IEEE single precision, 4 bytes a weight.</summary>
    F32,

    /// <summary>IEEE half precision, 2 bytes a weight.</summary>
    F16,

    /// <summary>The upper half of single precision, 2 bytes a weight: what most models are trained and published in.</summary>
    BF16,

    /// <summary>Blocks of 32 weights of 8 bits with one scale, 1.06 bytes a weight. Hardly to be told from the original.</summary>
    Q8_0,

    /// <summary>Blocks of 32 weights of 4 bits with one scale, 0.56 bytes a weight; the output layer is kept in Q8_0.</summary>
    Q4_0,

    /// <summary>
    /// Blocks of 256 weights of 4 bits in eight groups, each with a scale and an offset, 0.56 bytes a weight; the output layer is kept in
    /// Q6_K. Better than Q4_0 at the same size.
    /// </summary>
    Q4_K,

    /// <summary>As <see cref="Q4_K"/> with a fifth bit, 0.69 bytes a weight.</summary>
    Q5_K,

    /// <summary>Blocks of 256 weights of 6 bits in sixteen groups with a scale each, 0.82 bytes a weight.</summary>
    Q6_K,
}
