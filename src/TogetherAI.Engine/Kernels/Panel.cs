namespace TogetherAI.Engine.Kernels;

/// <summary>What one number of an interleaved panel holds.</summary>
internal enum Panel
{
    /// <summary>Nothing is interleaved.</summary>
    None,

    /// <summary>A float.</summary>
    Floats,

    /// <summary>Two integers of 16 bits: of each four bytes the first and the third, then the second and the fourth.</summary>
    Words,

    /// <summary>Four integers of 8 bits.</summary>
    Bytes,
}
