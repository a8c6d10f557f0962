namespace TogetherAI.Engine.Kernels;

/// <summary>How the numbers of a matrix are stored. The names are GGUF's.</summary>
internal enum WeightFormat
{
    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper half of a float.</summary>
    BF16,

    /// <summary>32 values to a block: a scale and 8 bits each; 8.5 bits a weight.</summary>
    Q8_0,

    /// <summary>32 values to a block: a scale and 4 bits each; 4.5 bits a weight.</summary>
    Q4_0,

    /// <summary>256 values to a block in 8 groups, each with its own scale and minimum: 4.5 bits a weight.</summary>
    Q4_K,

    /// <summary>As <see cref="Q4_K"/> with a fifth bit: 5.5 bits a weight.</summary>
    Q5_K,

    /// <summary>256 values to a block in 16 groups, each with its own scale: 6.5625 bits a weight.</summary>
    Q6_K,
}
