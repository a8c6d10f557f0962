using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>Rearranged as for <see cref="Q4_0Tile"/>.</summary>
internal readonly unsafe struct Q4_0VnniTile : ITileFormat
{
    public static InputForm Inputs => Q4_0Tile.Inputs;

    public static int PackedVectors => VnniTile.PackedVectors;

    public static void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        Q4_0Tile.Pack<TTile, TVector>(rows, block, packed);

    public static void Multiply<TTile, TVector>(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        VnniTile.Multiply(packed, blocks, inputs, results, upcoming);
}
