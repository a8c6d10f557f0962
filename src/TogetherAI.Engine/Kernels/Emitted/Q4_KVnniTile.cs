using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The nibbles stay together, and the groups' scales and minima take a byte each.</summary>
internal readonly unsafe struct Q4_KVnniTile : ITileFormat
{
    public static VnniKernels Kernels { get; } = new(
        static lines => new GroupTileCode(InputForm.Four, lines).Assemble(), static () => new GroupTileCode(1, lines: 0).Assemble());

    public static InputForm Inputs => Q4_KTile.Inputs;

    public static int Values => Q4_K.Values;

    private static int PackedVectors => GroupTileCode.BlockVectors;

    public static bool TakesOne => true;

    public static nint TileBytes<TTile, TVector>(int blocks)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        (nint)blocks * PackedVectors * TTile.Rows * sizeof(int);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, int blocks, byte* tile)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        byte* packed = TilePacking.Place<TTile, TVector>(tile, block, blocks, 1, PackedVectors);
        nint at = (nint)block * Q4_K.Bytes;
        PackHeads(rows, 2 * TTile.Rows, at, packed);
        HalfScales.Pack(rows, at, packed + GroupTileCode.ScaleAt);
        HalfScales.Pack(rows, at + 2, packed + GroupTileCode.MinScaleAt);
        int bytes = TTile.Rows * sizeof(int), pair = 2 * bytes;
        for (int register = 0; register < 2; register++, rows += TTile.Rows, packed += bytes)
        {
            byte* to = packed;
            for (int part = 0; part < 8; part++, to += 4 * pair)
            {
                TTile.LoadTurned(rows, at + GroupScales.Bytes + (part * 16), out TVector a, out TVector b, out TVector c, out TVector d);
                TTile.Store(a, to);
                TTile.Store(b, to + pair);
                TTile.Store(c, to + (2 * pair));
                TTile.Store(d, to + (3 * pair));
            }
        }
    }

    public static void Multiply<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        Kernels.MultiplyFour(tile, blocks, inputs, results, upcoming);

    public static void MultiplyOne<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        Kernels.MultiplyOne(tile, blocks, inputs, results);

    /// <summary>Scales group after group; minima of two groups side by side.</summary>
    private static void PackHeads(byte** rows, int count, nint offset, byte* packed)
    {
        byte* head = stackalloc byte[2 * GroupScales.Groups], minima = head + GroupScales.Groups;
        for (int row = 0; row < count; row++)
        {
            GroupScales.Unpack(rows[row] + offset, head);
            byte* scales = packed + GroupTileCode.GroupScalesAt + row;
            ushort* pairs = (ushort*)(packed + GroupTileCode.MinimaAt) + row;
            for (int group = 0; group < GroupScales.Groups; group++)
                scales[group * count] = head[group];
            for (int group = 0; group < GroupScales.Groups; group += 2)
                pairs[group / 2 * count] = (ushort)(minima[group] | (minima[group + 1] << 8));
        }
    }
}
