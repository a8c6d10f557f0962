using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>A half-precision number of each of a tile's rows, as it is.</summary>
internal static unsafe class HalfScales
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack(byte** rows, nint offset, byte* packed)
    {
        for (int row = 0; row < 2 * Tile512.Rows; row += Vector128<ushort>.Count, packed += Vector128<byte>.Count)
            Tile256.EightHalves(rows + row, offset).Store((ushort*)packed);
    }
}
