using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Tiles by the 512-bit <c>vpdpbusd</c>, which multiplies four bytes a lane and adds them in one instruction. .NET 10 does not offer it, and
/// what it offers in its place takes three times as long; so their kernels are assembled here, as oneDNN and others make theirs.
/// </summary>
internal readonly unsafe struct VnniTile<TFormat> : ITileFormat
    where TFormat : struct, IVnniFormat
{
    public static InputForm Inputs => TFormat.Inputs;

    public static int Values => TFormat.Values;

    public static int PackedVectors => TFormat.PackedVectors;

    public static bool TakesOne => true;

    public static bool ReadsInOrder => TFormat.Chains > 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, int blocks, byte* tile)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        TFormat.Pack<TTile, TVector>(rows, block, TilePacking.Place<TTile, TVector>(tile, block, blocks, TFormat.Chains, PackedVectors));

    public static void Multiply<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        TFormat.Kernels.MultiplyFour(tile, blocks, inputs, results, upcoming);

    public static void MultiplyOne<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        TFormat.Kernels.MultiplyOne(tile, blocks, inputs, results);
}
