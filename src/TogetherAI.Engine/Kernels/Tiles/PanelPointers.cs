namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Where interleaved vectors stand; for each place there is a number of each vector, four or one.</summary>
internal unsafe struct PanelPointers(int* values, int* sums, float* scales)
{
    public int* Values = values;

    /// <summary>Sums of the integers, as <see cref="InputForm"/> wants them.</summary>
    public int* Sums = sums;

    public float* Scales = scales;
}
