using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels;

/// <summary>How a kernel wants the vectors that it multiplies.</summary>
/// <param name="Block">Values that share a scale; 0 where they stay floats.</param>
/// <param name="Panel">How vectors are interleaved for tiles; <see cref="Panel.None"/> where they lie one after another.</param>
/// <param name="Chains">For tiles: the values or blocks that are summed one after another stand together, chain after chain.</param>
/// <param name="SumValues">For tiles: integers of one sum, 16 or 32, two sums to a number; 0 where they are not needed, or where one is for a block of 32.</param>
/// <param name="Zero">For tiles: the quant of a weight of zero; then a number for each sum is what that adds to its products, negative.</param>
/// <param name="Vectors">For tiles: vectors that are interleaved.</param>
/// <param name="Halves">For rows: of each 16 blocks the first halves of four stand together, then their second halves (<see cref="Blocks.InputBlocks.PartHalves"/>).</param>
internal readonly record struct InputForm(int Block, Panel Panel = Panel.None, int Chains = 1, int SumValues = 0, int Zero = 0, int Vectors = InputForm.Four, bool Halves = false)
{
    /// <summary>Vectors that tiles usually multiply at a time.</summary>
    public const int Four = 4;

    /// <summary>Numbers of a panel for one vector's block; for a vector's value where it stays a float.</summary>
    public int BlockNumbers => Panel switch
    {
        Panel.Floats => 1,
        Panel.Words => Block / 2,
        _ => Block / 4,
    };

    /// <summary>Numbers of sums for one vector's block.</summary>
    public int BlockSums => SumValues == 0 ? (Zero > 0 ? 1 : 0) : Zero > 0 ? Block / SumValues : Block / SumValues / 2;

    /// <summary>The panel from so many blocks on.</summary>
    public unsafe PanelPointers Advance(PanelPointers panel, int blocks) => new(
        panel.Values + ((nint)blocks * BlockNumbers * Vectors),
        panel.Sums + ((nint)blocks * BlockSums * Vectors),
        panel.Scales + ((nint)blocks * Vectors));
}
