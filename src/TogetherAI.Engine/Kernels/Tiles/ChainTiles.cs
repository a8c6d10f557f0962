using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>A whole tile, chain after chain.</summary>
internal static unsafe class ChainTiles<TFormat>
    where TFormat : struct, IChainTile
{
    /// <inheritdoc cref="ITileFormat.Multiply"/>
    public static void Multiply<TTile, TVector>(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int register = TTile.Rows * sizeof(int);
        byte* to = results;
        for (int chain = 0; chain < Chains.Many; chain++, to += 8 * register)
        {
            int length = Chains.Length(chain, blocks, Chains.Many);
            TFormat.MultiplyChain<TTile, TVector>(packed, length, inputs, to, upcoming);
            packed += (nint)length * TFormat.PackedVectors * register;
            inputs = TFormat.Inputs.Advance(inputs, length);
            upcoming = upcoming.After(length);
        }

        TileStore.Fold<TTile, TVector>(results, Chains.Many);
    }
}
