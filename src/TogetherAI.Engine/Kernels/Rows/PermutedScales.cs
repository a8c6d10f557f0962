using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>
/// Picked out of whole registers by AVX-512's permutations: one by one they cost as much as the products.
/// </summary>
internal readonly unsafe struct PermutedScales : IBlockScales
{
    /// <summary>Blocks of 34 bytes: two begin in each 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfQ8_0(byte* at)
    {
        Vector512<ushort> choice = Vector512.Create(0x0031_0020_0011_0000UL).AsUInt16();
        Vector128<ulong> first = Avx512BW.PermuteVar32x16x2(Load(at), choice, Load(at + 68)).GetLower().GetLower().AsUInt64();
        Vector128<ulong> second = Avx512BW.PermuteVar32x16x2(Load(at + 136), choice, Load(at + 204)).GetLower().GetLower().AsUInt64();
        return Lanes256.Widen(Sse2.UnpackLow(first, second).AsUInt16());
    }

    /// <summary>Blocks of 18 bytes: four begin in each 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfQ4_0(byte* at)
    {
        return Lanes256.Widen(EightQ4_0(at));
    }

    /// <summary>The same twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OfSixteenQ4_0(byte* at) =>
        Lanes512.WidenHalves(Vector512.WidenLower(Vector256.Create(EightQ4_0(at), EightQ4_0(at + 144)).ToVector512Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> EightQ4_0(byte* at)
    {
        Vector512<ushort> choice = Vector512.Create(0x001B_0012_0009_0000UL, 0x003B_0032_0029_0020UL, 0, 0, 0, 0, 0, 0).AsUInt16();
        return Avx512BW.PermuteVar32x16x2(Load(at), choice, Load(at + 72)).GetLower().GetLower();
    }

    private static Vector512<ushort> Load(byte* at) => Vector512.Load((ushort*)at);
}
