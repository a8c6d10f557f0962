namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>How one processor multiplies one format: an entry of <see cref="BlockKernels"/>. Immutable and thread-safe.</summary>
/// <param name="block">Inputs that share a scale.</param>
internal abstract unsafe class BlockKernel(int block)
{
    /// <summary>Rows that are best claimed together.</summary>
    public virtual int TileRows => 1;

    /// <summary>How it takes so many vectors.</summary>
    public virtual InputForm Inputs(int tokens) => new(block);

    /// <summary>As <see cref="WeightMatrix.Multiply"/>, for rows of <paramref name="rowBytes"/> bytes.</summary>
    public abstract void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end);
}
