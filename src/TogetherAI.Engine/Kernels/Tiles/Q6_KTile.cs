using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Two quads' products fit 16 bits: at most 63 · 127 · 4.</summary>
internal readonly unsafe struct Q6_KTile : ITileFormat
{
    private const int SumPairs = Q6_K.Groups / 2;

    public static InputForm Inputs => new(Q6_K.Values, Panel.Bytes, SumValues: Q6_K.GroupValues);

    public static int Values => Q6_K.Values;

    /// <summary>The quads, the groups' scales, those again in pairs, and the block's.</summary>
    public static int PackedVectors => 2 * (GroupTile.Quads + Q6_K.Groups + SumPairs + 1);

    public static void Pack<TTile, TVector>(byte** rows, int block, int blocks, byte* tile)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        byte* packed = TilePacking.Place<TTile, TVector>(tile, block, blocks, 1, PackedVectors);
        PackRegister<TTile, TVector>(rows, block, packed);
        PackRegister<TTile, TVector>(rows + TTile.Rows, block, packed + (TTile.Rows * sizeof(int)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        GroupTile.Multiply<TTile, TVector>(tile, blocks, inputs, results, upcoming, PackedVectors, Q6_K.Groups, quadsPerSum: 2, SumPairs, exactZero: 5);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRegister<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q6_K.Bytes;
        int step = 2 * TTile.Rows * sizeof(int);
        for (int part = 0; part < 4; part++)
        {
            // Sixteen weights of each quarter of a half: two nibbles' bytes, and one byte of bit pairs for all four.
            int half = part / 2, within = part % 2 * 16;
            TTile.LoadTurned(rows, at + (half * 64) + within, out TVector a, out TVector b, out TVector c, out TVector d);
            TTile.LoadTurned(rows, at + (half * 64) + 32 + within, out TVector e, out TVector f, out TVector g, out TVector h);
            TTile.LoadTurned(rows, at + Q6_K.UpperBits + (half * 32) + within, out TVector i, out TVector j, out TVector k, out TVector l);
            byte* to = packed + (((half * 32) + (part % 2 * 4)) * step);
            Split<TTile, TVector>(a, e, i, to);
            Split<TTile, TVector>(b, f, j, to + step);
            Split<TTile, TVector>(c, g, k, to + (2 * step));
            Split<TTile, TVector>(d, h, l, to + (3 * step));
        }

        packed += GroupTile.Quads * step;
        for (int row = 0; row < TTile.Rows; row++)
        {
            sbyte* scales = (sbyte*)(rows[row] + at + Q6_K.Scales);
            int* to = (int*)packed + row;
            for (int group = 0; group < Q6_K.Groups; group++, to += 2 * TTile.Rows)
                *to = Pair(scales[group], scales[group]);
            for (int group = 0; group < Q6_K.Groups; group += 2, to += 2 * TTile.Rows)
                *to = Pair(scales[group], scales[group + 1]);
        }

        TTile.Store(TTile.LoadHalves(rows, at + Q6_K.Scale), packed + ((Q6_K.Groups + SumPairs) * step));

        static int Pair(int first, int second) => (first & 0xFFFF) | (second << 16);
    }

    /// <summary>One quad of each quarter, eight registers apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split<TTile, TVector>(TVector first, TVector second, TVector upper, byte* to)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TVector nibble = TTile.Broadcast(0x0F0F0F0F), pair = TTile.Broadcast(0x30303030);
        int quarter = 16 * TTile.Rows * sizeof(int);
        TTile.Store(TTile.Or(TTile.And(first, nibble), TTile.And(TTile.ShiftLeft16(upper, 4), pair)), to);
        TTile.Store(TTile.Or(TTile.And(second, nibble), TTile.And(TTile.ShiftLeft16(upper, 2), pair)), to + quarter);
        TTile.Store(TTile.Or(TTile.And(TTile.ShiftRight16(first, 4), nibble), TTile.And(upper, pair)), to + (2 * quarter));
        TTile.Store(
            TTile.Or(TTile.And(TTile.ShiftRight16(second, 4), nibble), TTile.And(TTile.ShiftRight16(upper, 2), pair)), to + (3 * quarter));
    }
}
