using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// The head that Q4_K and Q5_K share (<see cref="GroupScales"/>), of a tile's rows: a byte for each row's scale, group after group; two bytes
/// for each row's minima, of two groups; then the rows' two scales in half precision.
/// </summary>
internal static unsafe class GroupHead
{
    private const int Rows = 32;

    /// <summary>Where the groups' scales begin, their minima, what scales the products, and what scales the minima.</summary>
    public const int ScalesAt = 0, MinimaAt = ScalesAt + (GroupScales.Groups * Rows), ScaleAt = MinimaAt + (GroupScales.Groups * Rows), MinScaleAt = ScaleAt + (Rows * sizeof(ushort));

    /// <summary>Bytes of it.</summary>
    public const int Bytes = MinScaleAt + (Rows * sizeof(ushort));

    /// <summary>Rearranges the heads of a block of 32 rows.</summary>
    public static void Pack(byte** rows, nint offset, byte* head)
    {
        byte* unpacked = stackalloc byte[2 * GroupScales.Groups], minima = unpacked + GroupScales.Groups;
        for (int row = 0; row < Rows; row++)
        {
            GroupScales.Unpack(rows[row] + offset, unpacked);
            byte* scales = head + ScalesAt + row;
            ushort* pairs = (ushort*)(head + MinimaAt) + row;
            for (int group = 0; group < GroupScales.Groups; group++)
                scales[group * Rows] = unpacked[group];
            for (int group = 0; group < GroupScales.Groups; group += 2)
                pairs[group / 2 * Rows] = (ushort)(minima[group] | (minima[group + 1] << 8));
        }

        HalfScales.Pack(rows, offset, head + ScaleAt);
        HalfScales.Pack(rows, offset + sizeof(ushort), head + MinScaleAt);
    }
}
