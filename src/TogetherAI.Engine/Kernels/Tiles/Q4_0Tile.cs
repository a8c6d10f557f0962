using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Nibbles are small: all 32 products of a block are added in 16 bits (at most 15 · 127 · 16 in each of a lane's two), twice as many to an
/// instruction as in 32.
/// </summary>
internal readonly unsafe struct Q4_0Tile : IChainTile
{
    private const int Quads = Q4_0.Values / 4;

    public static InputForm Inputs => new(Q4_0.Values, Panel.Bytes, Chains.Many, Zero: Q4_0.Zero);

    public static int Values => Q4_0.Values;

    /// <summary>The quads, then the scales.</summary>
    public static int PackedVectors => 2 * (Quads + 1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, int blocks, byte* tile)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        byte* packed = TilePacking.Place<TTile, TVector>(tile, block, blocks, Chains.Many, PackedVectors);
        nint at = (nint)block * Q4_0.Bytes;
        int bytes = TTile.Rows * sizeof(int), pair = 2 * bytes;
        TVector nibble = TTile.Broadcast(0x0F0F0F0F);
        for (int register = 0; register < 2; register++, rows += TTile.Rows, packed += bytes)
        {
            TTile.LoadTurned(rows, at + 2, out TVector a, out TVector b, out TVector c, out TVector d);
            TTile.Store(TTile.And(a, nibble), packed);
            TTile.Store(TTile.And(b, nibble), packed + pair);
            TTile.Store(TTile.And(c, nibble), packed + (2 * pair));
            TTile.Store(TTile.And(d, nibble), packed + (3 * pair));
            TTile.Store(TTile.And(TTile.ShiftRight16(a, 4), nibble), packed + (4 * pair));
            TTile.Store(TTile.And(TTile.ShiftRight16(b, 4), nibble), packed + (5 * pair));
            TTile.Store(TTile.And(TTile.ShiftRight16(c, 4), nibble), packed + (6 * pair));
            TTile.Store(TTile.And(TTile.ShiftRight16(d, 4), nibble), packed + (7 * pair));
            TTile.Store(TTile.LoadHalves(rows, at), packed + (8 * pair));
        }
    }

    public static void Multiply<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        ChainTiles<Q4_0Tile>.Multiply<TTile, TVector>(tile, blocks, inputs, results, upcoming);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyChain<TTile, TVector>(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int bytes = TTile.Rows * sizeof(int);
        int* values = inputs.Values, sums = inputs.Sums;
        float* scales = inputs.Scales;
        TVector f00 = default, f01 = default, f02 = default, f03 = default, f10 = default, f11 = default, f12 = default, f13 = default;
        for (int block = 0; block < blocks; block++, packed += 2 * bytes, scales += 4, sums += 4)
        {
            upcoming.Ask(block);
            TVector a00 = default, a01 = default, a02 = default, a03 = default, a10 = default, a11 = default, a12 = default, a13 = default;
            for (int quad = 0; quad < Quads; quad++, packed += 2 * bytes, values += 4)
            {
                TVector w0 = TTile.Load(packed), w1 = TTile.Load(packed + bytes);
                TVector x = TTile.Broadcast(values[0]);
                a00 = TTile.Add16(a00, TTile.MultiplyBytes(w0, x));
                a10 = TTile.Add16(a10, TTile.MultiplyBytes(w1, x));
                x = TTile.Broadcast(values[1]);
                a01 = TTile.Add16(a01, TTile.MultiplyBytes(w0, x));
                a11 = TTile.Add16(a11, TTile.MultiplyBytes(w1, x));
                x = TTile.Broadcast(values[2]);
                a02 = TTile.Add16(a02, TTile.MultiplyBytes(w0, x));
                a12 = TTile.Add16(a12, TTile.MultiplyBytes(w1, x));
                x = TTile.Broadcast(values[3]);
                a03 = TTile.Add16(a03, TTile.MultiplyBytes(w0, x));
                a13 = TTile.Add16(a13, TTile.MultiplyBytes(w1, x));
            }

            TVector d0 = TTile.Load(packed), d1 = TTile.Load(packed + bytes);
            TVector zero = TTile.Broadcast(sums[0]), s = TTile.BroadcastFloat(scales[0]);
            f00 = Add<TTile, TVector>(f00, a00, zero, d0, s);
            f10 = Add<TTile, TVector>(f10, a10, zero, d1, s);
            (zero, s) = (TTile.Broadcast(sums[1]), TTile.BroadcastFloat(scales[1]));
            f01 = Add<TTile, TVector>(f01, a01, zero, d0, s);
            f11 = Add<TTile, TVector>(f11, a11, zero, d1, s);
            (zero, s) = (TTile.Broadcast(sums[2]), TTile.BroadcastFloat(scales[2]));
            f02 = Add<TTile, TVector>(f02, a02, zero, d0, s);
            f12 = Add<TTile, TVector>(f12, a12, zero, d1, s);
            (zero, s) = (TTile.Broadcast(sums[3]), TTile.BroadcastFloat(scales[3]));
            f03 = Add<TTile, TVector>(f03, a03, zero, d0, s);
            f13 = Add<TTile, TVector>(f13, a13, zero, d1, s);
        }

        TilePacking.Store<TTile, TVector>(results, f00, f10, f01, f11, f02, f12, f03, f13);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TTile, TVector>(TVector sum, TVector products, TVector zero, TVector weightScale, TVector inputScale)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TVector exact = TTile.Add32(TTile.MultiplyPairs(products, TTile.Broadcast(0x10001)), zero);
        return TTile.MultiplyAddFloat(TTile.MultiplyFloat(weightScale, inputScale), TTile.ToFloat(exact), sum);
    }
}
