using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Blocks of 256 weights in groups: the K formats. A packed block has the weights' bits as they are in the rows, quads of both registers of
/// rows in turns, then a byte for each row's scale, group after group. A group's products are multiplied with its scale and added up as
/// integers; the block's are then scaled as floats.
/// </summary>
/// <param name="vectors">Four, or one.</param>
/// <param name="lines">Lines to ask for with a block.</param>
/// <param name="packedVectors">Registers of a packed block.</param>
internal abstract class GroupTileCode(int vectors, int lines, int packedVectors) : TileCode(vectors, packedVectors)
{
    protected const int Rows = 2 * Vector / sizeof(int);
    protected const int BlockProducts = LowerSixteen, GroupProducts = UpperEight;

    protected override int Quads => Q4_K.Values / sizeof(int);

    /// <summary>Groups of a block.</summary>
    protected abstract int Groups { get; }

    /// <summary>Whether a block's bits are read nearly in the order in which they lie, which the processor notices by itself.</summary>
    protected abstract bool ReadsInOrder { get; }

    private int GroupQuads => Quads / Groups;

    /// <summary>The float sums stay in memory, where a block's many products find them soon enough: there are no registers for them.</summary>
    public override Assembler Assemble()
    {
        Begin();
        Code.LoadPointer(Blocks, Arguments, TileArguments.BlocksOffset);
        Code.LoadPointer(Upcoming, Arguments, TileArguments.UpcomingOffset);
        Code.Zero(First);
        for (int i = 0; i < Products; i++)
            Code.Store(First, Results, i * Vector);
        int none = Code.SkipIfZero(Blocks), loop = Code.Here();
        Zero(BlockProducts);
        for (int group = 0; group < Groups; group++)
            MultiplyGroup(group);
        AddToSums();
        if (lines > 0)
            Code.Add(Upcoming, lines * Tiles.Upcoming.Line);
        Next(loop);
        Code.Land(none);
        Code.Return();
        return Code;
    }

    /// <summary>What a group's products begin with.</summary>
    protected abstract void BeginGroup(int group);

    /// <summary>Loads a quad of a group's weights of both registers of rows, a byte each.</summary>
    protected abstract void LoadQuad(int group, int quad);

    /// <summary>Loads the rows' scales of a group.</summary>
    protected abstract void LoadGroupScales(int group);

    /// <summary>Adds a block's products to the float sums.</summary>
    protected abstract void AddToSums();

    /// <summary>Adds integers times the rows' scales to the float sums, or takes them away.</summary>
    protected void AddScaled(int products, int scales, bool subtract)
    {
        Code.LoadHalves(First, Packed, scales);
        Code.LoadHalves(Second, Packed, scales + (Vector / 2));
        for (int i = 0; i < Products; i++)
        {
            if (i % 2 == 0)
                Code.Broadcast(Input, Scales, i / 2 * sizeof(float));
            Code.ToFloat(products + i, products + i);
            Code.MultiplyFloat(Spare, i % 2 == 0 ? First : Second, Input);
            if (subtract)
                Code.ProductFrom(products + i, Spare, Results, i * Vector);
            else
                Code.ProductPlus(products + i, Spare, Results, i * Vector);
            Code.Store(products + i, Results, i * Vector);
        }
    }

    protected void Zero(int products)
    {
        for (int i = 0; i < Products; i++)
            Code.Zero(products + i);
    }

    private void MultiplyGroup(int group)
    {
        BeginGroup(group);
        for (int quad = 0; quad < GroupQuads; quad++)
        {
            int all = (group * GroupQuads) + quad;
            LoadQuad(group, quad);
            MultiplyQuad(all, GroupProducts);
            if (Vectors == 1 && !ReadsInOrder)
                AskForNext(all, Quads);
            Ask(all, Quads, lines);
        }

        LoadGroupScales(group);
        for (int i = 0; i < Products; i++)
        {
            Code.MultiplyInteger(GroupProducts + i, GroupProducts + i, i % 2 == 0 ? First : Second);
            Code.AddInteger(BlockProducts + i, BlockProducts + i, GroupProducts + i);
        }
    }
}
