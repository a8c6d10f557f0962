using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>What the formats' tiles have in common.</summary>
internal static unsafe class TilePacking
{
    /// <summary>Where a block belongs in a tile whose chains follow one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Place<TTile, TVector>(byte* tile, int block, int blocks, int chains, int packedVectors)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        tile + (Blocks.Chains.Place(block, blocks, chains) * (nint)packedVectors * TTile.Rows * sizeof(int));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TTile, TVector>(
        byte* results, TVector f00, TVector f10, TVector f01, TVector f11, TVector f02, TVector f12, TVector f03, TVector f13)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int bytes = TTile.Rows * sizeof(int);
        TTile.Store(f00, results);
        TTile.Store(f10, results + bytes);
        TTile.Store(f01, results + (2 * bytes));
        TTile.Store(f11, results + (3 * bytes));
        TTile.Store(f02, results + (4 * bytes));
        TTile.Store(f12, results + (5 * bytes));
        TTile.Store(f03, results + (6 * bytes));
        TTile.Store(f13, results + (7 * bytes));
    }
}
