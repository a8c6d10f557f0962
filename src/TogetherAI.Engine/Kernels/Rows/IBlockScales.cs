using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>How the scales of eight blocks that follow one another come into a register.</summary>
internal unsafe interface IBlockScales
{
    static abstract Vector256<float> OfQ8_0(byte* at);

    static abstract Vector256<float> OfQ4_0(byte* at);
}

/// <summary>One by one.</summary>
internal readonly unsafe struct SingleScales : IBlockScales
{
    public static Vector256<float> OfQ8_0(byte* at) => Sums256.LoadHalves(at, Q8_0.Bytes);

    public static Vector256<float> OfQ4_0(byte* at) => Sums256.LoadHalves(at, Q4_0.Bytes);
}
