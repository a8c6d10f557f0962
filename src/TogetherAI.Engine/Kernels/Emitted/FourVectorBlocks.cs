namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>One chain of a tile with four vectors.</summary>
/// <param name="nibbles">Whether the weights are packed in nibbles.</param>
/// <param name="lines">Lines to ask for with a block.</param>
internal sealed class FourVectorBlocks(bool nibbles, int lines) : BlockTileCode(InputForm.Four, nibbles)
{
    public override Assembler Assemble()
    {
        Begin();
        Code.LoadPointer(Blocks, Arguments, TileArguments.BlocksOffset);
        Code.LoadPointer(Upcoming, Arguments, TileArguments.UpcomingOffset);
        for (int i = 0; i < Products; i++)
            Code.Zero(LowerSixteen + i);
        int none = Code.SkipIfZero(Blocks), loop = Code.Here();
        Block(LowerSixteen, UpperEight, (Spare, Other), Ask);
        if (lines > 0)
            Code.Add(Upcoming, lines * Tiles.Upcoming.Line);
        Next(loop);
        Code.Land(none);
        for (int i = 0; i < Products; i++)
            Code.Store(LowerSixteen + i, Results, i * Vector);
        Code.Return();
        return Code;
    }

    private void Ask(int part)
    {
        for (int line = part * lines / Quads; line < (part + 1) * lines / Quads; line++)
            Code.Prefetch(Upcoming, line * Tiles.Upcoming.Line);
    }
}
