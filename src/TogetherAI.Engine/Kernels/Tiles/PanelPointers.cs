namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Where four interleaved vectors stand; each holds four numbers for one place, one of each vector.</summary>
internal unsafe struct PanelPointers(int* values, int* sums, float* scales)
{
    public int* Values = values;

    /// <summary>Sums of the integers, as <see cref="InputForm"/> wants them.</summary>
    public int* Sums = sums;

    public float* Scales = scales;
}
