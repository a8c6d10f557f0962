namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// A format as it is multiplied with many vectors: two registers of rows with four vectors at a time, or with one or eight. The weights are rearranged for
/// that first, so that a lane is a row; that takes as long as multiplying them with some six vectors, unless it is kept (<see cref="KeptTiles"/>).
/// </summary>
internal unsafe interface ITileFormat
{
    /// <summary>How it takes its inputs: four vectors interleaved, or one (<see cref="InputForm.Vectors"/>).</summary>
    static abstract InputForm Inputs { get; }

    /// <summary>Weights of a row that are rearranged together: a block.</summary>
    static abstract int Values { get; }

    /// <summary>Registers of room for the results of a tile with four vectors: eight for each of eight chains, and two for an emitted kernel's arguments.</summary>
    static virtual int ResultRegisters => (Blocks.Chains.Many * 8) + 2;

    /// <summary>
    /// Whether there is <see cref="MultiplyOne"/>, out of tiles that are no larger than the rows. Then tiles are the fastest for a single vector
    /// as well: they lie in memory in the order in which they are read, and a lane that is a row needs no sums across lanes.
    /// </summary>
    static virtual bool TakesOne => false;

    /// <summary>Whether there is <see cref="MultiplyEight"/>.</summary>
    static virtual bool TakesEight => false;

    /// <summary>Whether a tile is read in the order in which it lies: then it comes by itself, and asking for it would be in its way.</summary>
    static virtual bool ReadsInOrder => true;

    /// <summary>How often memory is asked for what is upcoming while a tile of so many blocks is multiplied.</summary>
    static virtual int Asks(int blocks) => blocks;

    /// <summary>Registers of a rearranged block of both registers of rows.</summary>
    static abstract int PackedVectors { get; }

    /// <summary>Registers that a tile has besides.</summary>
    static virtual int PaddingVectors => 0;

    /// <summary>Rearranges one block of both registers of rows. The registers of both alternate, so that memory is read in its order.</summary>
    /// <param name="rows">Where each row begins.</param>
    /// <param name="block">Which block of the rows.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="tile">The tile, into which it is put where it belongs.</param>
    static abstract void Pack<TTile, TVector>(byte** rows, int block, int blocks, byte* tile)
        where TTile : struct, ITile<TVector>
        where TVector : struct;

    /// <summary>Multiplies a whole tile with four vectors.</summary>
    /// <param name="tile">All blocks, as <see cref="Pack"/> leaves them.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="inputs">The panel of inputs, their sums and their scales.</param>
    /// <param name="results">
    /// Room of <see cref="ResultRegisters"/>, at a line's beginning. Receives eight registers: for each vector those of both registers of rows.
    /// </param>
    /// <param name="upcoming">What to ask memory for meanwhile.</param>
    static abstract void Multiply<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct;

    /// <summary>Multiplies a whole tile with eight vectors, where it <see cref="TakesEight"/>; <paramref name="results"/> receives sixteen registers.</summary>
    static virtual void MultiplyEight<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, PanelPointers others, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        throw new NotSupportedException();

    /// <summary>Multiplies a whole tile with a single vector, where it <see cref="TakesOne"/>.</summary>
    /// <param name="tile">All blocks.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="inputs">The vector.</param>
    /// <param name="results">Receives two registers: the products of the rows.</param>
    static virtual void MultiplyOne<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        throw new NotSupportedException();
}
