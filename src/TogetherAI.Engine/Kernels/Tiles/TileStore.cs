using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>From the results of a tile's chains to its outputs.</summary>
internal static unsafe class TileStore
{
    /// <summary>Asks for the memory of outputs ahead of <see cref="Fold{TTile, TVector}"/>: they lie far from one another, and each would be waited for.</summary>
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
    /// Adds the chains' results (eight registers each, of one group of vectors after another) in <see cref="Blocks.Chains.Add"/>'s order, over
    /// them, and writes what is wanted of them: <c>y[token · stride + row]</c>.
    /// </summary>
    public static void Fold<TTile, TVector>(byte* results, int chains, float* y, nint stride, int tokens, int rows)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint group = (nint)chains * 2 * InputForm.Four * TTile.Rows * sizeof(float);
        for (; tokens > 0; tokens -= InputForm.Four, y += InputForm.Four * stride, results += group)
            FoldGroup<TTile, TVector>(results, chains, y, stride, Math.Min(tokens, InputForm.Four), rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FoldGroup<TTile, TVector>(byte* results, int chains, float* y, nint stride, int tokens, int rows)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        nint register = TTile.Rows * sizeof(float), chain = 2 * InputForm.Four * register;
        for (int half = chains / 2; half >= Blocks.Chains.Many; half /= 2)
        {
            nint away = half * chain;
            for (nint at = 0; at < away; at += register)
                TTile.Store(TTile.AddFloat(TTile.Load(results + at), TTile.Load(results + at + away)), results + at);
        }

        for (int token = 0; token < tokens; token++, y += stride, results += 2 * register)
        {
            for (int row = 0; row < rows; row += TTile.Rows)
            {
                byte* at = results + (row * sizeof(float));
                TVector sum = chains == 1 ? TTile.Load(at) : SumOfEight<TTile, TVector>(at, chain);
                if (rows - row >= TTile.Rows)
                {
                    TTile.Store(sum, y + row);
                    continue;
                }

                TTile.Store(sum, at);
                new ReadOnlySpan<float>(at, rows - row).CopyTo(new Span<float>(y + row, rows - row));
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
