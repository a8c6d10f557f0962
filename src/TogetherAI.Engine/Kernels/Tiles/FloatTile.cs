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

    /// <summary>Groups of vectors whose chains' results wait at the same time.</summary>
    private const int GroupsAtOnce = 8;

    private static int RegisterBytes => TTile.Rows * sizeof(float);

    private static int ResultBytes => Chains * 8 * RegisterBytes;

    public static void Multiply(byte* matrix, ProductInputs x, float* y, nint stride, int first, int end)
    {
        int steps = x.Columns / Chains;
        nint rowBytes = (nint)x.Columns * TPacking.Bytes, packedBytes = Chains * ChainBytes(steps);
        byte* packed = Scratch.Take(packedBytes + (Math.Min(x.Groups, GroupsAtOnce) * ResultBytes)), results = packed + packedBytes;
        byte** rows = stackalloc byte*[TileRows];
        Upcoming.AskForAll(matrix + (first * rowBytes), Math.Min(TileRows, end - first) * rowBytes);
        for (int row = first; row < end; row += TileRows)
        {
            for (int i = 0; i < TileRows; i++)
                rows[i] = matrix + (Math.Min(row + i, end - 1) * rowBytes);
            Pack(rows, steps, packed);
            Upcoming upcoming = new(matrix + ((row + TileRows) * rowBytes), Math.Clamp(end - row - TileRows, 0, TileRows) * rowBytes, x.Columns * Math.Min(x.Groups, Upcoming.Groups));
            for (int group = 0; group < x.Groups; group += GroupsAtOnce)
            {
                int count = Math.Min(x.Groups - group, GroupsAtOnce);
                int token = group * InputForm.Four, tokens = Math.Min(x.Tokens - token, count * InputForm.Four), some = Math.Min(end - row, TileRows);
                float* to = y + (token * stride) + row;
                TileStore.Expect(to, stride, tokens, some);
                MultiplyChains(packed, steps, x, group, count, results, upcoming);
                upcoming = default;
                for (int i = 0; i < count; i++, tokens -= InputForm.Four, to += InputForm.Four * stride)
                {
                    TileStore.Fold<TTile, TVector>(results + (i * ResultBytes), Chains);
                    TileStore.Write<TTile, TVector>(results + (i * ResultBytes), to, stride, Math.Min(tokens, InputForm.Four), some);
                }
            }
        }
    }

    /// <summary>A chain of both registers of rows, and a step more, so that chains do not begin at the same places of the first cache.</summary>
    private static nint ChainBytes(int steps) => (nint)(steps + 1) * 2 * RegisterBytes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(byte** rows, int steps, byte* packed)
    {
        // Rows often lie a power of two apart, and then all in the same few places of the first cache: each step is fetched whole, and once.
        int values = 16 / TPacking.Bytes;
        nint chainBytes = ChainBytes(steps), stepBytes = Chains * TPacking.Bytes;
        byte* stack = stackalloc byte[(2 * TTile.Rows * (int)stepBytes) + Upcoming.Line];
        byte* near = (byte*)(((nuint)stack + (Upcoming.Line - 1)) & ~(nuint)(Upcoming.Line - 1));
        byte** nearRows = stackalloc byte*[2 * TTile.Rows];
        for (int row = 0; row < TileRows; row++)
            nearRows[row] = near + (row * stepBytes);
        for (int step = 0; step < steps; step++, packed += 2 * RegisterBytes)
        {
            for (int row = 0; row < TileRows; row++)
            {
                for (nint at = 0; at < stepBytes; at += RegisterBytes)
                    TTile.Store(TTile.Load(rows[row] + (step * stepBytes) + at), nearRows[row] + at);
            }

            for (int chain = 0; chain < Chains; chain += values)
            {
                TPacking.Pack<TTile, TVector>(nearRows, chain * TPacking.Bytes, packed + (chain * chainBytes), chainBytes);
                TPacking.Pack<TTile, TVector>(nearRows + TTile.Rows, chain * TPacking.Bytes, packed + (chain * chainBytes) + RegisterBytes, chainBytes);
            }
        }
    }

    /// <summary>A chain of the rows, which the first cache holds, with one group of vectors after another.</summary>
    private static void MultiplyChains(byte* packed, int steps, ProductInputs x, int group, int count, byte* results, Upcoming upcoming)
    {
        float* chainValues = (float*)x.PanelAt(group * InputForm.Four).Values;
        for (int chain = 0; chain < Chains; chain++, packed += ChainBytes(steps), chainValues += (nint)steps * InputForm.Four, results += 8 * RegisterBytes)
        {
            float* values = chainValues;
            byte* result = results;
            for (int i = 0; i < count; i++, values += (nint)x.Columns * InputForm.Four, result += ResultBytes)
            {
                bool asks = i < Upcoming.Groups;
                Accumulate(packed, values, steps, result, asks ? upcoming : default);
                upcoming = asks ? upcoming.After(steps) : upcoming;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(byte* packed, float* values, int steps, byte* results, Upcoming upcoming)
    {
        int register = TTile.Rows * sizeof(float);
        TVector f00 = default, f01 = default, f02 = default, f03 = default, f10 = default, f11 = default, f12 = default, f13 = default;
        for (int step = 0; step < steps; step++, packed += 2 * register, values += InputForm.Four)
        {
            upcoming.Ask(step);
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
