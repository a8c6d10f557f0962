using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>A group's 32 products fit 16 bits: at most 15 · 127 · 16.</summary>
internal readonly unsafe struct Q4_KTile : ITileFormat
{
    public static InputForm Inputs => new(Q4_K.Values, Panel.Bytes, SumValues: GroupScales.GroupValues);

    public static int Values => Q4_K.Values;

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
        GroupTile.Multiply<TTile, TVector>(tile, blocks, inputs, results, upcoming, PackedVectors, GroupScales.Groups, quadsPerSum: 8, sumPairs: 4, exactZero: -1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRegister<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q4_K.Bytes;
        int step = 2 * TTile.Rows * sizeof(int);

        // Sixteen bytes of nibbles are half of one group (below) and half of the next (above): four quads of each, eight apart.
        for (int part = 0; part < 8; part++)
        {
            TTile.LoadTurned(rows, at + GroupScales.Bytes + (part * 16), out TVector a, out TVector b, out TVector c, out TVector d);
            byte* to = packed + (((part / 2 * 16) + (part % 2 * 4)) * step);
            Split<TTile, TVector>(a, to);
            Split<TTile, TVector>(b, to + step);
            Split<TTile, TVector>(c, to + (2 * step));
            Split<TTile, TVector>(d, to + (3 * step));
        }

        GroupPacking.Pack<TTile, TVector>(rows, at, packed + (GroupTile.Quads * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split<TTile, TVector>(TVector nibbles, byte* to)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TVector mask = TTile.Broadcast(0x0F0F0F0F);
        TTile.Store(TTile.And(nibbles, mask), to);
        TTile.Store(TTile.And(TTile.ShiftRight16(nibbles, 4), mask), to + (16 * TTile.Rows * sizeof(int)));
    }
}
