using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Widened to 16 bits once, because two signed bytes have no instruction of their own before AVX-VNNI-INT8, and moving signs about for each
/// product costs more than it saves.
/// </summary>
internal readonly unsafe struct Q8_0Tile : IChainTile
{
    private const int Pairs = Q8_0.Values / 2;

    public static InputForm Inputs => new(Q8_0.Values, Panel.Words, Chains.Many);

    public static int Values => Q8_0.Values;

    /// <summary>The pairs, then the scales.</summary>
    public static int PackedVectors => 2 * (Pairs + 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, int blocks, byte* tile)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        byte* packed = TilePacking.Place<TTile, TVector>(tile, block, blocks, Chains.Many, PackedVectors);
        nint at = (nint)block * Q8_0.Bytes;
        int bytes = TTile.Rows * sizeof(int), pair = 2 * bytes;
        for (int register = 0; register < 2; register++, rows += TTile.Rows, packed += bytes)
        {
            for (int half = 0; half < 2; half++)
            {
                TTile.LoadTurned(rows, at + 2 + (half * 16), out TVector a, out TVector b, out TVector c, out TVector d);
                byte* to = packed + (half * 8 * pair);
                Widen<TTile, TVector>(a, to);
                Widen<TTile, TVector>(b, to + (2 * pair));
                Widen<TTile, TVector>(c, to + (4 * pair));
                Widen<TTile, TVector>(d, to + (6 * pair));
            }

            TTile.Store(TTile.LoadHalves(rows, at), packed + (Pairs * pair));
        }
    }

    public static void Multiply<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        ChainTiles<Q8_0Tile>.Multiply<TTile, TVector>(tile, blocks, inputs, results, upcoming);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyChain<TTile, TVector>(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int bytes = TTile.Rows * sizeof(int);
        int* values = inputs.Values;
        float* scales = inputs.Scales;
        TVector f00 = default, f01 = default, f02 = default, f03 = default, f10 = default, f11 = default, f12 = default, f13 = default;
        for (int block = 0; block < blocks; block++, packed += 2 * bytes, scales += 4)
        {
            upcoming.Ask(block);
            TVector a00 = default, a01 = default, a02 = default, a03 = default, a10 = default, a11 = default, a12 = default, a13 = default;
            for (int pair = 0; pair < Pairs; pair++, packed += 2 * bytes, values += 4)
            {
                TVector w0 = TTile.Load(packed), w1 = TTile.Load(packed + bytes);
                TVector x = TTile.Broadcast(values[0]);
                a00 = TTile.Add32(a00, TTile.MultiplyPairs(w0, x));
                a10 = TTile.Add32(a10, TTile.MultiplyPairs(w1, x));
                x = TTile.Broadcast(values[1]);
                a01 = TTile.Add32(a01, TTile.MultiplyPairs(w0, x));
                a11 = TTile.Add32(a11, TTile.MultiplyPairs(w1, x));
                x = TTile.Broadcast(values[2]);
                a02 = TTile.Add32(a02, TTile.MultiplyPairs(w0, x));
                a12 = TTile.Add32(a12, TTile.MultiplyPairs(w1, x));
                x = TTile.Broadcast(values[3]);
                a03 = TTile.Add32(a03, TTile.MultiplyPairs(w0, x));
                a13 = TTile.Add32(a13, TTile.MultiplyPairs(w1, x));
            }

            TVector d0 = TTile.Load(packed), d1 = TTile.Load(packed + bytes), s = TTile.BroadcastFloat(scales[0]);
            f00 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d0, s), TTile.ToFloat(a00), f00);
            f10 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d1, s), TTile.ToFloat(a10), f10);
            s = TTile.BroadcastFloat(scales[1]);
            f01 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d0, s), TTile.ToFloat(a01), f01);
            f11 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d1, s), TTile.ToFloat(a11), f11);
            s = TTile.BroadcastFloat(scales[2]);
            f02 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d0, s), TTile.ToFloat(a02), f02);
            f12 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d1, s), TTile.ToFloat(a12), f12);
            s = TTile.BroadcastFloat(scales[3]);
            f03 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d0, s), TTile.ToFloat(a03), f03);
            f13 = TTile.MultiplyAddFloat(TTile.MultiplyFloat(d1, s), TTile.ToFloat(a13), f13);
        }

        TilePacking.Store<TTile, TVector>(results, f00, f10, f01, f11, f02, f12, f03, f13);
    }

    /// <summary>Of each four bytes the first and the third as words, then the second and the fourth: as the panel of inputs has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen<TTile, TVector>(TVector bytes, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TTile.Store(TTile.ShiftRightSigned16(TTile.ShiftLeft16(bytes, 8), 8), packed);
        TTile.Store(TTile.ShiftRightSigned16(bytes, 8), packed + (2 * TTile.Rows * sizeof(int)));
    }
}
