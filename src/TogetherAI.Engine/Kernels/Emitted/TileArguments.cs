using System.Runtime.InteropServices;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>What an emitted kernel is called with: one pointer to this, so that it reads the same under every calling convention.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal unsafe struct TileArguments
{
    /// <summary>Bytes, whole lines.</summary>
    public const int Size = 128;

    public const sbyte PackedOffset = 0, ValuesOffset = 8, SumsOffset = 16, ScalesOffset = 24, BlocksOffset = 32, ResultsOffset = 40, UpcomingOffset = 48, OtherValuesOffset = 56, ChainBlocksOffset = 64;

    public byte* Packed;
    public int* Values;
    public int* Sums;
    public float* Scales;
    public long Blocks;
    public byte* Results;
    public byte* Upcoming;

    /// <summary>Of four vectors more.</summary>
    public int* OtherValues;

    /// <summary>Blocks of each chain, where a kernel goes through all of them.</summary>
    public fixed long ChainBlocks[Kernels.Blocks.Chains.Many];
}
