using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The nibbles stay together, and the groups' scales and minima take a byte each.</summary>
internal readonly unsafe struct Q4_KVnni : IVnniFormat
{
    public static VnniKernels Kernels { get; } = new(
        static lines => new MinimumGroups(InputForm.Four, lines, fifthBit: false).Assemble(), static () => new MinimumGroups(1, lines: 0, fifthBit: false).Assemble());

    public static InputForm Inputs => Q4_KTile.Inputs;

    public static int Values => Q4_K.Values;

    public static int Chains => 1;

    public static int PackedVectors => MinimumGroups.BlockVectors(fifthBit: false);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q4_K.Bytes;
        TurnedBytes.Pack<TTile, TVector>(rows, at + GroupScales.Bytes, 8, packed);
        GroupHead.Pack(rows, at, packed + MinimumGroups.HeadAt(fifthBit: false));
    }
}
