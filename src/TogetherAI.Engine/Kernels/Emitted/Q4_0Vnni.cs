using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The nibbles stay together until they are multiplied: what is kept is no larger than the rows.</summary>
internal readonly unsafe struct Q4_0Vnni : IVnniFormat
{
    public static VnniKernels Kernels { get; } = new(
        static lines => new FourVectorBlocks(nibbles: true, lines).Assemble(), static () => new OneVectorBlocks(nibbles: true).Assemble());

    public static InputForm Inputs => Q4_0Tile.Inputs;

    public static int Values => Q4_0.Values;

    public static int Chains => Blocks.Chains.Many;

    public static int PackedVectors => BlockTileCode.BlockVectors(nibbles: true);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q4_0.Bytes;
        TurnedBytes.Pack<TTile, TVector>(rows, at + 2, 1, packed);
        HalfScales.Pack(rows, at, packed + (8 * TTile.Rows * sizeof(int)));
    }
}
