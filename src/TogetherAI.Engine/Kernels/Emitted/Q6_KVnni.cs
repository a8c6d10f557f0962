using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>Nibbles and pairs of bits stay apart as they are.</summary>
internal readonly unsafe struct Q6_KVnni : IVnniFormat
{
    public static VnniKernels Kernels { get; } = new(
        static lines => new SixBitGroups(InputForm.Four, lines).Assemble(), static () => new SixBitGroups(1, lines: 0).Assemble());

    public static InputForm Inputs => new(Q6_K.Values, Panel.Bytes, SumValues: Q6_K.GroupValues, Zero: Q6_K.Zero);

    public static int Values => Q6_K.Values;

    public static int Chains => 1;

    public static int PackedVectors => SixBitGroups.BlockVectors;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q6_K.Bytes;
        TurnedBytes.Pack<TTile, TVector>(rows, at, 8, packed);
        TurnedBytes.Pack<TTile, TVector>(rows, at + Q6_K.UpperBits, 4, packed + SixBitGroups.PairsAt);
        for (int row = 0; row < 2 * TTile.Rows; row++)
        {
            for (int group = 0; group < Q6_K.Groups; group++)
                packed[SixBitGroups.GroupScalesAt + (group * 2 * TTile.Rows) + row] = rows[row][at + Q6_K.Scales + group];
        }

        HalfScales.Pack(rows, at + Q6_K.Scale, packed + SixBitGroups.ScaleAt);
    }
}
