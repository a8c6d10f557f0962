namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>One row of a format times one vector, by the instructions of one processor, straight from the mapped file.</summary>
internal unsafe interface IRowDot
{
    /// <summary>Whether it takes the inputs' halves apart: <see cref="InputForm.Halves"/>.</summary>
    static virtual bool Halves => false;

    /// <summary>The bits of <see cref="Blocks.PortableBlocks{TFormat}.Dot"/>.</summary>
    static abstract float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales);
}
