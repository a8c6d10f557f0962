using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Four quads' products fit 16 bits: at most 31 · 127 · 8.</summary>
internal readonly unsafe struct Q5_KTile : ITileFormat
{
    public static InputForm Inputs => new(Q5_K.Values, Panel.Bytes, SumValues: GroupScales.GroupValues);

    public static int Values => Q5_K.Values;

    public static int PackedVectors => 2 * (GroupTile.Quads + GroupPacking.Vectors);

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
        GroupTile.Multiply<TTile, TVector>(tile, blocks, inputs, results, upcoming, PackedVectors, GroupScales.Groups, quadsPerSum: 4, sumPairs: 4, exactZero: -1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRegister<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q5_K.Bytes;
        int step = 2 * TTile.Rows * sizeof(int);
        for (int part = 0; part < 8; part++)
        {
            // Half of two groups, as in Q4_K; the fifth bits of both stand in the same bytes.
            TTile.LoadTurned(rows, at + GroupScales.Bytes + 32 + (part * 16), out TVector a, out TVector b, out TVector c, out TVector d);
            TTile.LoadTurned(rows, at + GroupScales.Bytes + (part % 2 * 16), out TVector e, out TVector f, out TVector g, out TVector h);
            int pair = part / 2;
            byte* to = packed + (((pair * 16) + (part % 2 * 4)) * step);
            Split<TTile, TVector>(a, TTile.ShiftRight16(e, 2 * pair), to);
            Split<TTile, TVector>(b, TTile.ShiftRight16(f, 2 * pair), to + step);
            Split<TTile, TVector>(c, TTile.ShiftRight16(g, 2 * pair), to + (2 * step));
            Split<TTile, TVector>(d, TTile.ShiftRight16(h, 2 * pair), to + (3 * step));
        }

        GroupPacking.Pack<TTile, TVector>(rows, at, packed + (GroupTile.Quads * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split<TTile, TVector>(TVector nibbles, TVector upper, byte* to)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TVector mask = TTile.Broadcast(0x0F0F0F0F), bit = TTile.Broadcast(0x10101010);
        TTile.Store(TTile.Or(TTile.And(nibbles, mask), TTile.And(TTile.ShiftLeft16(upper, 4), bit)), to);
        TTile.Store(
            TTile.Or(TTile.And(TTile.ShiftRight16(nibbles, 4), mask), TTile.And(TTile.ShiftLeft16(upper, 3), bit)),
            to + (16 * TTile.Rows * sizeof(int)));
    }
}
