using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Q4_K, and with a fifth bit Q5_K: eight groups with a scale and a minimum each. The lower halves of eight quads of nibbles are a group, their
/// upper halves the next; of the eight quads of fifth bits each has a bit for every group. The head is <see cref="GroupHead"/>.
/// </summary>
/// <param name="vectors">Four, or one.</param>
/// <param name="lines">Lines to ask for with a block.</param>
/// <param name="fifthBit">Whether there is one.</param>
internal sealed class MinimumGroups(int vectors, int lines, bool fifthBit) : GroupTileCode(vectors, lines, BlockVectors(fifthBit))
{
    /// <summary>Where the fifth bits begin.</summary>
    public const int BitsAt = 2 * NibbleQuads * Vector;

    private const int NibbleQuads = 32, GroupQuads = 8;
    private const int FifthBit = 0x10101010;

    protected override int BlockSums => GroupScales.Groups / 2;

    protected override int Groups => GroupScales.Groups;

    protected override int OtherMask => fifthBit ? FifthBit : 0;

    protected override bool ReadsInOrder => !fifthBit;

    private int Head => HeadAt(fifthBit);

    /// <summary>Registers of a packed block.</summary>
    public static int BlockVectors(bool fifthBit) => (HeadAt(fifthBit) + GroupHead.Bytes) / Vector;

    /// <summary>Where the head begins.</summary>
    public static int HeadAt(bool fifthBit) => BitsAt + (fifthBit ? 2 * GroupQuads * Vector : 0);

    protected override void BeginGroup(int group) => Zero(GroupProducts);

    protected override void LoadQuad(int group, int quad)
    {
        LoadNibbles(((group / 2 * GroupQuads) + quad) * 2 * Vector, upper: group % 2 == 1);
        for (int register = First; fifthBit && register <= Second; register++)
        {
            // The group's bit goes to the fifth place.
            int at = BitsAt + (((quad * 2) + register) * Vector);
            if (group == 4)
            {
                Code.OrAnd(register, Other, Packed, at);
                continue;
            }

            if (group < 4)
                Code.ShiftWordsLeft(Spare, Packed, at, (byte)(4 - group));
            else
                Code.ShiftWordsRight(Spare, Packed, at, (byte)(group - 4));
            Code.OrAnd(register, Spare, Other);
        }
    }

    protected override void LoadGroupScales(int group)
    {
        Code.LoadBytes(First, Packed, Head + GroupHead.ScalesAt + (group * Rows));
        Code.LoadBytes(Second, Packed, Head + GroupHead.ScalesAt + (group * Rows) + (Rows / 2));
    }

    protected override void AddToSums()
    {
        Zero(GroupProducts);
        for (int pair = 0; pair < GroupScales.Groups / 2; pair++)
        {
            Code.LoadBytesAsWords(First, Packed, Head + GroupHead.MinimaAt + (pair * 2 * Rows));
            Code.LoadBytesAsWords(Second, Packed, Head + GroupHead.MinimaAt + (((pair * 2) + 1) * Rows));
            for (int vector = 0; vector < Vectors; vector++)
            {
                Code.Broadcast(Input, Sums, ((pair * Vectors) + vector) * sizeof(int));
                Code.AddWordProducts(GroupProducts + (2 * vector), First, Input);
                Code.AddWordProducts(GroupProducts + (2 * vector) + 1, Second, Input);
            }
        }

        AddScaled(BlockProducts, Head + GroupHead.ScaleAt, subtract: false);
        AddScaled(GroupProducts, Head + GroupHead.MinScaleAt, subtract: true);
    }
}
