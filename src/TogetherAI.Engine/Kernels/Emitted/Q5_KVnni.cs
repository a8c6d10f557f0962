using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>Nibbles and fifth bits stay apart as they are, and the groups' scales and minima take a byte each.</summary>
internal readonly unsafe struct Q5_KVnni : IVnniFormat
{
    public static VnniKernels Kernels { get; } = new(
        static lines => new MinimumGroups(InputForm.Four, lines, fifthBit: true).Assemble(), static () => new MinimumGroups(1, lines: 0, fifthBit: true).Assemble());

    public static InputForm Inputs => Q5_KTile.Inputs;

    public static int Values => Q5_K.Values;

    public static int Chains => 1;

    public static int PackedVectors => MinimumGroups.BlockVectors(fifthBit: true);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q5_K.Bytes;
        TurnedBytes.Pack<TTile, TVector>(rows, at + GroupScales.Bytes + 32, 8, packed);
        TurnedBytes.Pack<TTile, TVector>(rows, at + GroupScales.Bytes, 2, packed + MinimumGroups.BitsAt);
        GroupHead.Pack(rows, at, packed + MinimumGroups.HeadAt(fifthBit: true));
    }
}
