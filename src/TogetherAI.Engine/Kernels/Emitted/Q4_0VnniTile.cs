using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The nibbles stay together until they are multiplied: what is kept is no larger than the rows.</summary>
internal readonly unsafe struct Q4_0VnniTile : ITileFormat
{
    public static VnniKernels Kernels { get; } = new(
        static lines => new FourVectorBlocks(nibbles: true, lines).Assemble(), static () => new OneVectorBlocks(nibbles: true).Assemble());

    public static InputForm Inputs => Q4_0Tile.Inputs;

    public static int Values => Q4_0.Values;

    private static int PackedVectors => BlockTileCode.BlockVectors(nibbles: true);

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
        byte* packed = TilePacking.Place<TTile, TVector>(tile, block, blocks, Chains.Many, PackedVectors);
        nint at = (nint)block * Q4_0.Bytes;
        int bytes = TTile.Rows * sizeof(int), pair = 2 * bytes;
        HalfScales.Pack(rows, at, packed + (4 * pair));
        for (int register = 0; register < 2; register++, rows += TTile.Rows, packed += bytes)
        {
            TTile.LoadTurned(rows, at + 2, out TVector a, out TVector b, out TVector c, out TVector d);
            TTile.Store(a, packed);
            TTile.Store(b, packed + pair);
            TTile.Store(c, packed + (2 * pair));
            TTile.Store(d, packed + (3 * pair));
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
}
