using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Blocks of 256 nibbles in eight groups with a scale and a minimum each: Q4_K. A packed block has the nibbles as they are in the rows, quads
/// of both registers of rows in turns: the lower halves of eight quads are a group, their upper halves the next. Then a byte for each row's
/// scale, group after group; two bytes for each row's minima, of two groups; and the rows' two scales in half precision.
/// </summary>
/// <param name="vectors">Four, or one; for one memory is read in its order.</param>
/// <param name="lines">Lines to ask for with a block.</param>
internal sealed class GroupTileCode(int vectors, int lines) : TileCode(vectors, BlockVectors)
{
    /// <summary>Where in a packed block the groups' scales begin, their minima, what scales the products, and what scales the minima.</summary>
    public const int GroupScalesAt = 2 * NibbleQuads * Vector, MinimaAt = GroupScalesAt + (GroupScales.Groups * Rows), ScaleAt = MinimaAt + (GroupScales.Groups * Rows),
        MinScaleAt = ScaleAt + (Rows * sizeof(ushort));

    /// <summary>Registers of a packed block.</summary>
    public const int BlockVectors = (MinScaleAt / Vector) + 1;

    private const int Rows = 2 * Vector / sizeof(int);
    private const int NibbleQuads = 32, GroupQuads = 8;
    private const int BlockProducts = LowerSixteen, GroupProducts = UpperEight;

    protected override int BlockSums => GroupScales.Groups / 2;

    protected override int Quads => 2 * NibbleQuads;

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
        Block();
        if (lines > 0)
            Code.Add(Upcoming, lines * Tiles.Upcoming.Line);
        Next(loop);
        Code.Land(none);
        Code.Return();
        return Code;
    }

    private void Ask(int part)
    {
        for (int line = part * lines / Quads; line < (part + 1) * lines / Quads; line++)
            Code.Prefetch(Upcoming, line * Tiles.Upcoming.Line);
    }

    private void Block()
    {
        Zero(BlockProducts);
        for (int group = 0; group < GroupScales.Groups; group++)
            MultiplyGroup(group);
        Zero(GroupProducts);
        MultiplyMinima();
        for (int i = 0; i < Products; i++)
        {
            Code.ToFloat(BlockProducts + i, BlockProducts + i);
            Code.ToFloat(GroupProducts + i, GroupProducts + i);
        }

        AddScaled(ScaleAt, BlockProducts, Code.AddProductFloat);
        AddScaled(MinScaleAt, GroupProducts, Code.SubtractProductFloat);
    }

    private void MultiplyGroup(int group)
    {
        Zero(GroupProducts);
        for (int quad = 0; quad < GroupQuads; quad++)
        {
            LoadNibbles(((group / 2 * GroupQuads) + quad) * 2 * Vector, upper: group % 2 == 1);
            MultiplyQuad((group * GroupQuads) + quad, GroupProducts);
            Ask((group * GroupQuads) + quad);
        }

        Code.LoadBytes(First, Packed, GroupScalesAt + (group * Rows));
        Code.LoadBytes(Second, Packed, GroupScalesAt + (group * Rows) + (Rows / 2));
        for (int i = 0; i < Products; i++)
        {
            Code.MultiplyInteger(GroupProducts + i, GroupProducts + i, i % 2 == 0 ? First : Second);
            Code.AddInteger(BlockProducts + i, BlockProducts + i, GroupProducts + i);
        }
    }

    private void MultiplyMinima()
    {
        for (int pair = 0; pair < GroupScales.Groups / 2; pair++)
        {
            Code.LoadBytesAsWords(First, Packed, MinimaAt + (pair * 2 * Rows));
            Code.LoadBytesAsWords(Second, Packed, MinimaAt + (((pair * 2) + 1) * Rows));
            for (int vector = 0; vector < Vectors; vector++)
            {
                Code.Broadcast(Input, Sums, ((pair * Vectors) + vector) * sizeof(int));
                Code.AddWordProducts(GroupProducts + (2 * vector), First, Input);
                Code.AddWordProducts(GroupProducts + (2 * vector) + 1, Second, Input);
            }
        }
    }

    private void AddScaled(int scales, int products, Action<int, int, int> addProduct)
    {
        Code.LoadHalves(First, Packed, scales);
        Code.LoadHalves(Second, Packed, scales + (Vector / 2));
        for (int i = 0; i < Products; i++)
        {
            if (i % 2 == 0)
                Code.Broadcast(Input, Scales, i / 2 * sizeof(float));
            Code.MultiplyFloat(Spare, i % 2 == 0 ? First : Second, Input);
            Code.Load(Other, Results, i * Vector);
            addProduct(Other, Spare, products + i);
            Code.Store(Other, Results, i * Vector);
        }
    }

    private void Zero(int products)
    {
        for (int i = 0; i < Products; i++)
            Code.Zero(products + i);
    }
}
