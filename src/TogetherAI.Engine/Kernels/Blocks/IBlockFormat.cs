namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>
/// A format of weights in blocks of small integers with shared scales. What stands here is the definition, plainly computed: every
/// faster kernel must give <see cref="AddProduct"/>'s bits.
/// </summary>
/// <remarks>
/// A product of a row is reproducible because its integers are summed exactly and its floats in one order: block <c>b</c> is added to
/// chain <c>b mod Chains</c> by fused multiply-add, and the chains are added in the end (<see cref="Chains"/>).
/// </remarks>
internal unsafe interface IBlockFormat
{
    /// <summary>Weights in a block, and inputs that share a scale.</summary>
    static abstract int Values { get; }

    /// <summary>Bytes of a block.</summary>
    static abstract int Bytes { get; }

    /// <summary>Float sums that take turns along a row: several where blocks are short, since one would wait for itself.</summary>
    static abstract int Chains { get; }

    /// <summary>Writes the block's weights.</summary>
    static abstract void Dequantise(byte* block, Span<float> destination);

    /// <summary><c>sum</c> plus the product of the block with a block of inputs.</summary>
    /// <param name="sum">What to add to.</param>
    /// <param name="block">The weights.</param>
    /// <param name="quants">The inputs' integers.</param>
    /// <param name="sums">The sum of each 16 of those.</param>
    /// <param name="scale">The inputs' scale.</param>
    static abstract float AddProduct(float sum, byte* block, sbyte* quants, short* sums, float scale);
}
