using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Float rows times many vectors. A lane is a row, and a row's value <c>k</c> goes to chain <c>k mod Chains</c>: the order in which
/// <see cref="FloatKernel{TLanes, TVector, TFormat}.Dot"/> sums along the row with its two registers. So a token's result has the same bits
/// either way.
/// </summary>
internal static unsafe class FloatTile<TPacking, TTile, TVector>
    where TPacking : struct, IFloatPacking
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    /// <summary>Rows of a tile.</summary>
    public static int TileRows => 2 * TTile.Rows;

    /// <summary>The lanes of a row's two accumulators.</summary>
    public static int Chains => 2 * TTile.Rows;

    public static void Multiply(byte* matrix, ProductInputs x, float* y, nint stride, int first, int end)
    {
        int steps = x.Columns / Chains, register = TTile.Rows * sizeof(float);
        nint rowBytes = (nint)x.Columns * TPacking.Bytes, packedBytes = (nint)x.Columns * 2 * register;
        byte* packed = Scratch.Take(packedBytes + (Chains * 8 * register)), results = packed + packedBytes;
        byte** rows = stackalloc byte*[TileRows];
        for (int row = first; row < end; row += TileRows)
        {
            for (int i = 0; i < TileRows; i++)
                rows[i] = matrix + (Math.Min(row + i, end - 1) * rowBytes);
            Pack(rows, steps, packed);
            for (int token = 0; token < x.Tokens; token += TileStore.Tokens)
            {
                float* values = (float*)x.PanelAt(token).Values;
                for (int chain = 0; chain < Chains; chain++)
                    Accumulate(packed + ((nint)chain * steps * 2 * register), values + ((nint)chain * steps * TileStore.Tokens), steps, results + (chain * 8 * register));
                TileStore.Fold<TTile, TVector>(results, Chains, y + (token * stride) + row, stride, Math.Min(x.Tokens - token, TileStore.Tokens), Math.Min(end - row, TileRows));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(byte** rows, int steps, byte* packed)
    {
        int register = TTile.Rows * sizeof(float), values = 16 / TPacking.Bytes;
        nint chainBytes = (nint)steps * 2 * register;
        for (int step = 0; step < steps; step++, packed += 2 * register)
        {
            for (int chain = 0; chain < Chains; chain += values)
            {
                nint offset = (((nint)step * Chains) + chain) * TPacking.Bytes;
                TPacking.Pack<TTile, TVector>(rows, offset, packed + (chain * chainBytes), chainBytes);
                TPacking.Pack<TTile, TVector>(rows + TTile.Rows, offset, packed + (chain * chainBytes) + register, chainBytes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(byte* packed, float* values, int steps, byte* results)
    {
        int register = TTile.Rows * sizeof(float);
        TVector f00 = default, f01 = default, f02 = default, f03 = default, f10 = default, f11 = default, f12 = default, f13 = default;
        for (int step = 0; step < steps; step++, packed += 2 * register, values += TileStore.Tokens)
        {
            TVector w0 = TTile.Load(packed), w1 = TTile.Load(packed + register);
            TVector x = TTile.BroadcastFloat(values[0]);
            f00 = TTile.MultiplyAddFloat(w0, x, f00);
            f10 = TTile.MultiplyAddFloat(w1, x, f10);
            x = TTile.BroadcastFloat(values[1]);
            f01 = TTile.MultiplyAddFloat(w0, x, f01);
            f11 = TTile.MultiplyAddFloat(w1, x, f11);
            x = TTile.BroadcastFloat(values[2]);
            f02 = TTile.MultiplyAddFloat(w0, x, f02);
            f12 = TTile.MultiplyAddFloat(w1, x, f12);
            x = TTile.BroadcastFloat(values[3]);
            f03 = TTile.MultiplyAddFloat(w0, x, f03);
            f13 = TTile.MultiplyAddFloat(w1, x, f13);
        }

        TilePacking.Store<TTile, TVector>(results, f00, f10, f01, f11, f02, f12, f03, f13);
    }
}
