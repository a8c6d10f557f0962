using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary><see cref="GroupScales"/> in registers: what the rows of Q4_K and Q5_K have in common.</summary>
internal readonly unsafe struct GroupScales256
{
    private readonly Vector256<byte> _scales;
    private readonly Vector256<short> _minima;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GroupScales256(byte* block)
    {
        uint low = Unsafe.ReadUnaligned<uint>(block + 4), middle = Unsafe.ReadUnaligned<uint>(block + 8), high = Unsafe.ReadUnaligned<uint>(block + 12);
        Vector128<byte> all = Vector128.Create(
            low & 0x3F3F3F3F,
            (high & 0x0F0F0F0F) | ((low >> 2) & 0x30303030),
            middle & 0x3F3F3F3F,
            ((high >> 4) & 0x0F0F0F0F) | ((middle >> 2) & 0x30303030)).AsByte();
        Vector128<byte> words = Sse2.UnpackLow(all, Vector128<byte>.Zero);
        _scales = Vector256.Create(words, words);

        // A minimum stands twice, for the two sums of 16 inputs that its group has.
        _minima = Avx2.ConvertToVector256Int16(Sse2.UnpackHigh(all, all));
    }

    /// <summary>Adds the pairs of a group's products, times its scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Scale(int group, Vector256<short> pairs) =>
        Avx2.MultiplyAddAdjacent(pairs, Avx2.Shuffle(_scales, Vector256.Create((ushort)((2 * group) | (((2 * group) + 1) << 8))).AsByte()).AsInt16());

    /// <summary>The block's product, added to <paramref name="sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Add(float sum, byte* block, Vector256<int> products, short* sums, float scale)
    {
        Vector256<int> minima = Avx2.MultiplyAddAdjacent(Vector256.Load(sums), _minima);
        Vector128<float> both = Vector128.ConvertToSingle(Sums256.OfTwo(products, minima));
        Vector128<float> scales = Lanes128.LoadFloat16((ushort*)block) * Vector128.Create(scale);
        sum = MathF.FusedMultiplyAdd(scales[0], both[0], sum);
        return MathF.FusedMultiplyAdd(-scales[1], both[1], sum);
    }
}
