namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>A format in blocks of 32, whose chains are multiplied one after another.</summary>
internal unsafe interface IChainTile : ITileFormat
{
    /// <summary>Multiplies the blocks of one chain with four vectors, the sums in registers; <paramref name="results"/> receives eight.</summary>
    static abstract void MultiplyChain<TTile, TVector>(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct;
}
