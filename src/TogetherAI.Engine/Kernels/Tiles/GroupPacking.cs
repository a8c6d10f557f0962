using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Rearranges the head that Q4_K and Q5_K share, of one register of rows; the other's registers stand between.</summary>
internal static unsafe class GroupPacking
{
    /// <summary>Registers of the groups' scales, of their minima in pairs, and of the two scales of the block.</summary>
    public const int Vectors = GroupScales.Groups + (GroupScales.Groups / 2) + 2;

    public static void Pack<TTile, TVector>(byte** rows, nint offset, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        byte* scales = stackalloc byte[2 * GroupScales.Groups], minima = scales + GroupScales.Groups;
        for (int row = 0; row < TTile.Rows; row++)
        {
            GroupScales.Unpack(rows[row] + offset, scales);
            int* to = (int*)packed + row;
            for (int group = 0; group < GroupScales.Groups; group++, to += 2 * TTile.Rows)
                *to = scales[group] * 0x10001;
            for (int group = 0; group < GroupScales.Groups; group += 2, to += 2 * TTile.Rows)
                *to = minima[group] | (minima[group + 1] << 16);
        }

        packed += 2 * (Vectors - 2) * TTile.Rows * sizeof(int);
        TTile.Store(TTile.LoadHalves(rows, offset), packed);
        TTile.Store(TTile.LoadHalves(rows, offset + 2), packed + (2 * TTile.Rows * sizeof(int)));
    }
}
