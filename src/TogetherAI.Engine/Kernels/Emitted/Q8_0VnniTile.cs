using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The weights are moved up by 128, since the instruction takes them unsigned; the inputs' sums make up for it.</summary>
internal readonly unsafe struct Q8_0VnniTile : ITileFormat
{
    private const int Zero = 128;

    public static InputForm Inputs => new(Q8_0.Values, Panel.Bytes, Chains.Many, Zero: Zero);

    public static int PackedVectors => VnniTile.PackedVectors;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint at = (nint)block * Q8_0.Bytes;
        int bytes = TTile.Rows * sizeof(int);
        TVector up = TTile.Broadcast(unchecked((int)0x80808080));
        for (int half = 0; half < 2; half++, packed += 4 * bytes)
        {
            TTile.LoadTurned(rows, at + 2 + (half * 16), out TVector a, out TVector b, out TVector c, out TVector d);
            TTile.Store(TTile.Xor(a, up), packed);
            TTile.Store(TTile.Xor(b, up), packed + bytes);
            TTile.Store(TTile.Xor(c, up), packed + (2 * bytes));
            TTile.Store(TTile.Xor(d, up), packed + (3 * bytes));
        }

        TTile.Store(TilePacking.LoadScales<TTile, TVector>(rows, at), packed);
    }

    public static void Multiply<TTile, TVector>(byte* packed, int blocks, PanelPointers inputs, byte* results)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        VnniTile.Multiply(packed, blocks, inputs, results);
}
