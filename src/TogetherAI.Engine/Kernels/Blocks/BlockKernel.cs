using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>How one processor multiplies one format: an entry of <see cref="BlockKernels"/>. Immutable and thread-safe.</summary>
/// <param name="block">Inputs that share a scale.</param>
internal abstract unsafe class BlockKernel(int block)
{
    /// <summary>Rows that are best claimed together.</summary>
    public virtual int TileRows => 1;

    /// <summary>How it takes so many vectors, for products in tiles where it has such.</summary>
    public virtual InputForm Inputs(int tokens, bool inTiles) => new(block);

    /// <summary>Fewest vectors that tiles pay for where they are kept.</summary>
    public virtual int FewestKept => TileLimits.KeptTokens;

    /// <summary>Bytes of a tile of so many columns, rearranged; 0 where it has none.</summary>
    public virtual nint TileBytes(int columns) => 0;

    /// <summary>
    /// As <see cref="WeightMatrix.Multiply"/>, for rows of <paramref name="rowBytes"/> bytes. With <paramref name="kept"/> the rows are whole tiles,
    /// the matrix's last perhaps not full.
    /// </summary>
    public abstract void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept);
}
