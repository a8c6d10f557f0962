using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>What differs between the x86 processors when a row of bytes or nibbles is multiplied.</summary>
internal unsafe interface IByteProducts
{
    /// <summary>
    /// Four products of bytes a lane, added to 32 bits: <paramref name="unsigned"/> at most 128, <paramref name="signed"/> within ±127, so
    /// that two products fit 16 bits.
    /// </summary>
    static abstract Vector256<int> Multiply(Vector256<byte> unsigned, Vector256<sbyte> signed);

    /// <summary>The scales of eight blocks of Q8_0.</summary>
    static abstract Vector256<float> ScalesOfQ8_0(byte* at);
}

/// <summary>By AVX2: pairs to 16 bits, then pairs of those.</summary>
internal readonly unsafe struct Avx2Products : IByteProducts
{
    public static Vector256<int> Multiply(Vector256<byte> unsigned, Vector256<sbyte> signed) =>
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(unsigned, signed), Vector256.Create((short)1));

    public static Vector256<float> ScalesOfQ8_0(byte* at) => Sums256.LoadHalves(at, Blocks.Q8_0.Bytes);
}

/// <summary>With AVX-512, whose permutations pick the scales.</summary>
internal readonly unsafe struct Avx512Products : IByteProducts
{
    public static Vector256<int> Multiply(Vector256<byte> unsigned, Vector256<sbyte> signed) => Avx2Products.Multiply(unsigned, signed);

    public static Vector256<float> ScalesOfQ8_0(byte* at) => Scales512.OfQ8_0(at);
}

/// <summary>With AVX-VNNI as well, which multiplies in one instruction.</summary>
internal readonly unsafe struct VnniProducts : IByteProducts
{
    public static Vector256<int> Multiply(Vector256<byte> unsigned, Vector256<sbyte> signed) =>
        AvxVnni.MultiplyWideningAndAdd(Vector256<int>.Zero, unsigned, signed);

    public static Vector256<float> ScalesOfQ8_0(byte* at) => Scales512.OfQ8_0(at);
}
