using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Q6_K: sixteen groups with a signed scale each. Of each half of the weights there are sixteen quads of nibbles and eight of pairs of bits: a
/// quarter has the lower or the upper halves of eight of the former, and one pair of each of the latter. Then the groups' scales, and the
/// rows' in half precision.
/// </summary>
/// <param name="vectors">Four, or one.</param>
/// <param name="lines">Lines to ask for with a block.</param>
internal sealed class SixBitGroups(int vectors, int lines) : GroupTileCode(vectors, lines, BlockVectors)
{
    /// <summary>Where the pairs of bits begin, the groups' scales, and the rows'.</summary>
    public const int PairsAt = 2 * 32 * Vector, GroupScalesAt = PairsAt + (2 * 16 * Vector), ScaleAt = GroupScalesAt + (Q6_K.Groups * Rows);

    /// <summary>Registers of a packed block.</summary>
    public const int BlockVectors = (ScaleAt / Vector) + 1;

    private const int Pairs = 0x30303030;

    protected override int BlockSums => Q6_K.Groups;

    protected override int Groups => Q6_K.Groups;

    protected override int OtherMask => Pairs;

    protected override bool ReadsInOrder => false;

    /// <summary>The weights' zero is not zero: what that adds is there before the products are.</summary>
    protected override void BeginGroup(int group)
    {
        for (int i = 0; i < Products; i += 2)
        {
            Code.Broadcast(GroupProducts + i, Sums, ((group * Vectors) + (i / 2)) * sizeof(int));
            Code.Copy(GroupProducts + i + 1, GroupProducts + i);
        }
    }

    protected override void LoadQuad(int group, int quad)
    {
        int half = group / 8, quarter = group % 8 / 2, within = (group % 2 * 4) + quad;
        LoadNibbles(((half * 16) + (quarter % 2 * 8) + within) * 2 * Vector, upper: quarter >= 2);
        for (int register = First; register <= Second; register++)
        {
            // The quarter's pair goes to the fifth and sixth place.
            int at = PairsAt + (((((half * 8) + within) * 2) + register) * Vector);
            if (quarter == 2)
            {
                Code.OrAnd(register, Other, Packed, at);
                continue;
            }

            if (quarter < 2)
                Code.ShiftWordsLeft(Spare, Packed, at, (byte)(4 - (2 * quarter)));
            else
                Code.ShiftWordsRight(Spare, Packed, at, 2);
            Code.OrAnd(register, Spare, Other);
        }
    }

    protected override void LoadGroupScales(int group)
    {
        Code.LoadSignedBytes(First, Packed, GroupScalesAt + (group * Rows));
        Code.LoadSignedBytes(Second, Packed, GroupScalesAt + (group * Rows) + (Rows / 2));
    }

    protected override void AddToSums() => AddScaled(BlockProducts, ScaleAt, subtract: false);
}
