namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// A format as it is multiplied with many vectors: two registers of rows with four vectors at a time. The weights are rearranged for
/// that first, so that a lane is a row; that takes as long as multiplying them with some six vectors, unless it is kept (<see cref="KeptTiles"/>).
/// </summary>
internal unsafe interface ITileFormat
{
    /// <summary>How it takes its inputs.</summary>
    static abstract InputForm Inputs { get; }

    /// <summary>Registers that a rearranged block takes.</summary>
    static abstract int PackedVectors { get; }

    /// <summary>Fewest vectors that tiles pay for where they are kept.</summary>
    static virtual int FewestKept => TileLimits.KeptTokens;

    /// <summary>Rearranges one block of a register of rows.</summary>
    /// <param name="rows">Where each row begins.</param>
    /// <param name="block">Which block of the rows.</param>
    /// <param name="packed">Receives <see cref="PackedVectors"/> registers.</param>
    static abstract void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct;

    /// <summary>Multiplies blocks one after another, the sums in registers.</summary>
    /// <param name="packed">The blocks of both registers of rows: of the first, of the second, of the first, and so on.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="inputs">The panel of inputs, their sums and their scales.</param>
    /// <param name="results">Receives eight registers: for each vector those of both registers of rows.</param>
    /// <param name="upcoming">What to ask memory for meanwhile.</param>
    static abstract void Multiply<TTile, TVector>(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct;
}
