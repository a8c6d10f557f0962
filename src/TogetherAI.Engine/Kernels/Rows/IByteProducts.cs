using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>Four products of bytes a lane, added to 32 bits.</summary>
internal interface IByteProducts
{
    /// <summary><paramref name="unsigned"/> at most 128, <paramref name="signed"/> within ±127, so that two products fit 16 bits.</summary>
    static abstract Vector256<int> Multiply(Vector256<byte> unsigned, Vector256<sbyte> signed);
}

/// <summary>By AVX2: pairs to 16 bits, then pairs of those.</summary>
internal readonly struct Avx2Products : IByteProducts
{
    public static Vector256<int> Multiply(Vector256<byte> unsigned, Vector256<sbyte> signed) =>
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(unsigned, signed), Vector256.Create((short)1));
}

/// <summary>By AVX-VNNI, in one instruction.</summary>
internal readonly struct VnniProducts : IByteProducts
{
    public static Vector256<int> Multiply(Vector256<byte> unsigned, Vector256<sbyte> signed) =>
        AvxVnni.MultiplyWideningAndAdd(Vector256<int>.Zero, unsigned, signed);
}
