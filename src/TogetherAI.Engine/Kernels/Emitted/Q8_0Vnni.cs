using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The weights are moved up by 128, since the instruction takes them unsigned; the inputs' sums make up for it.</summary>
internal readonly unsafe struct Q8_0Vnni : IVnniFormat
{
    private const int Zero = 128;

    public static InputForm Inputs => new(Q8_0.Values, Panel.Bytes, Chains, Zero: Zero);

    public static VnniKernels Kernels { get; } = new(
        static lines => new FourVectorBlocks(nibbles: false, lines).Assemble(), static () => new OneVectorBlocks(nibbles: false).Assemble());

    public static int Values => Q8_0.Values;

    public static int Chains => Blocks.Chains.Many;

    public static int PackedVectors => BlockTileCode.BlockVectors(nibbles: false);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q8_0.Bytes;
        int pair = 2 * Vector512<byte>.Count;
        Vector512<int> up = Vector512.Create(unchecked((int)0x80808080));
        HalfScales.Pack(rows, at, packed + (8 * pair));
        for (int register = 0; register < 2; register++, rows += TTile.Rows, packed += Vector512<byte>.Count)
        {
            LoadTurned(rows, at + 2, out Vector512<int> a0, out Vector512<int> a1, out Vector512<int> a2, out Vector512<int> a3);
            LoadTurned(rows + 8, at + 2, out Vector512<int> b0, out Vector512<int> b1, out Vector512<int> b2, out Vector512<int> b3);
            Store(a0, b0, up, packed);
            Store(a1, b1, up, packed + pair);
            Store(a2, b2, up, packed + (2 * pair));
            Store(a3, b3, up, packed + (3 * pair));
        }
    }

    /// <summary>
    /// A block of 32 bytes of each of eight rows. In each quarter of a register are four rows' same four bytes: of the first four rows, of those
    /// the ones 16 bytes on, then both of the last four rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTurned(byte** rows, nint offset, out Vector512<int> first, out Vector512<int> second, out Vector512<int> third, out Vector512<int> fourth)
    {
        Vector512<int> a = Two(0), b = Two(1), c = Two(2), d = Two(3);
        Vector512<int> ab = Avx512F.UnpackLow(a, b), cd = Avx512F.UnpackLow(c, d);
        first = Avx512F.UnpackLow(ab.AsInt64(), cd.AsInt64()).AsInt32();
        second = Avx512F.UnpackHigh(ab.AsInt64(), cd.AsInt64()).AsInt32();
        (ab, cd) = (Avx512F.UnpackHigh(a, b), Avx512F.UnpackHigh(c, d));
        third = Avx512F.UnpackLow(ab.AsInt64(), cd.AsInt64()).AsInt32();
        fourth = Avx512F.UnpackHigh(ab.AsInt64(), cd.AsInt64()).AsInt32();

        Vector512<int> Two(int row) => Vector512.Create(Vector256.Load((int*)(rows[row] + offset)), Vector256.Load((int*)(rows[row + 4] + offset)));
    }

    /// <summary>Puts together what belongs to the same bytes: a quad of the block's first half and, eight registers on, one of its second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> first, Vector512<int> second, Vector512<int> up, byte* packed)
    {
        (Avx512F.Shuffle4x128(first, second, 0b10_00_10_00) ^ up).Store((int*)packed);
        (Avx512F.Shuffle4x128(first, second, 0b11_01_11_01) ^ up).Store((int*)(packed + (8 * Vector512<byte>.Count)));
    }
}
