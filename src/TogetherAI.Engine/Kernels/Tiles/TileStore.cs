using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>From the results of a tile's chains to its outputs.</summary>
internal static unsafe class TileStore
{
    /// <summary>Asks for the memory of outputs ahead of <see cref="Write{TTile, TVector}"/>: they lie far from one another, and each would be waited for.</summary>
    public static void Expect(float* y, nint stride, int tokens, int rows)
    {
        if (!Sse.IsSupported)
            return;
        for (int token = 0; token < tokens; token++, y += stride)
        {
            for (int row = 0; row < rows; row += Upcoming.Line / sizeof(float))
                Sse.Prefetch0(y + row);
        }
    }

    /// <summary>
    /// Adds the chains' results in <see cref="Blocks.Chains.Add"/>'s order, into the first chain's registers: eight, for each of four vectors
    /// those of both registers of rows; sixteen for eight vectors, two for one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<TTile, TVector>(byte* results, int chains, int registers = 8)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint register = TTile.Rows * sizeof(float), chain = registers * register;
        for (int half = chains / 2; half >= Blocks.Chains.Many; half /= 2)
        {
            nint away = half * chain;
            for (nint at = 0; at < away; at += register)
                TTile.Store(TTile.AddFloat(TTile.Load(results + at), TTile.Load(results + at + away)), results + at);
        }

        for (nint at = 0; at < chain; at += register)
            TTile.Store(SumOfEight<TTile, TVector>(results + at, chain), results + at);
    }

    /// <summary>Writes what is wanted of a tile's products, two registers a vector: <c>y[token · stride + row]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write<TTile, TVector>(byte* results, float* y, nint stride, int tokens, int rows)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        for (int token = 0; token < tokens; token++, y += stride, results += 2 * TTile.Rows * sizeof(float))
        {
            if (rows == 2 * TTile.Rows)
            {
                TTile.Store(TTile.Load(results), y);
                TTile.Store(TTile.Load(results + (TTile.Rows * sizeof(float))), y + TTile.Rows);
            }
            else
            {
                new ReadOnlySpan<float>(results, rows).CopyTo(new Span<float>(y, rows));
            }
        }
    }

    // All in one expression: where the loads were a function of their own, each sum took ten times as long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SumOfEight<TTile, TVector>(byte* at, nint chain)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        TTile.AddFloat(
            TTile.AddFloat(
                TTile.AddFloat(TTile.Load(at), TTile.Load(at + (4 * chain))),
                TTile.AddFloat(TTile.Load(at + (2 * chain)), TTile.Load(at + (6 * chain)))),
            TTile.AddFloat(
                TTile.AddFloat(TTile.Load(at + chain), TTile.Load(at + (5 * chain))),
                TTile.AddFloat(TTile.Load(at + (3 * chain)), TTile.Load(at + (7 * chain)))));
}
