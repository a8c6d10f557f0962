using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// All chains of a tile with four vectors. A chain's sums are in registers; then they wait for the others behind the arguments, which stand
/// where the results will: there are no registers to point to either.
/// </summary>
/// <param name="nibbles">Whether the weights are packed in nibbles.</param>
/// <param name="lines">Lines to ask for with a block.</param>
internal sealed class FourVectorBlocks(bool nibbles, int lines) : BlockTileCode(InputForm.Four, nibbles)
{
    private const int ChainBytes = 8 * Vector;

    public override Assembler Assemble()
    {
        Begin();
        Code.LoadPointer(Upcoming, Results, TileArguments.UpcomingOffset);
        for (int chain = 0; chain < Chains.Many; chain++)
            MultiplyChain(chain);
        for (int i = 0; i < Products; i++)
            AddChains(i);
        Code.Return();
        return Code;
    }

    private void MultiplyChain(int chain)
    {
        for (int i = 0; i < Products; i++)
            Code.Zero(LowerSixteen + i);
        Code.LoadPointer(Blocks, Results, (sbyte)(TileArguments.ChainBlocksOffset + (chain * sizeof(long))));
        int none = Code.SkipIfZero(Blocks), loop = Code.Here();
        Block(LowerSixteen, UpperEight, (Spare, Other), part => Ask(part, Quads, lines));
        if (lines > 0)
            Code.Add(Upcoming, lines * Tiles.Upcoming.Line);
        Next(loop);
        Code.Land(none);
        for (int i = 0; i < Products; i++)
            Code.Store(LowerSixteen + i, Results, TileArguments.Size + (chain * ChainBytes) + (i * Vector));
    }

    /// <summary>In <see cref="Chains.Add"/>'s order. A result goes over the arguments, or over what was added before.</summary>
    private void AddChains(int product)
    {
        for (int chain = 0; chain < Chains.Many; chain++)
            Code.Load(LowerSixteen + chain, Results, TileArguments.Size + (chain * ChainBytes) + (product * Vector));
        for (int half = Chains.Many / 2; half > 0; half /= 2)
        {
            for (int chain = 0; chain < half; chain++)
                Code.AddFloat(LowerSixteen + chain, LowerSixteen + chain, LowerSixteen + chain + half);
        }

        Code.Store(LowerSixteen, Results, product * Vector);
    }
}
