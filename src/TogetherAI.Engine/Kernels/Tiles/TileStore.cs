using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>From a tile's registers to its outputs.</summary>
internal static unsafe class TileStore
{
    /// <summary>Vectors that a tile multiplies at a time.</summary>
    public const int Tokens = 4;

    /// <summary>Adds the chains' results (eight registers each) into the first, in <see cref="Blocks.Chains.Add"/>'s order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<TTile, TVector>(byte* results, int chains)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int bytes = 8 * TTile.Rows * sizeof(int), register = TTile.Rows * sizeof(int);
        for (int half = chains / 2; half > 0; half /= 2)
        {
            for (int at = 0; at < half * bytes; at += register)
                TTile.Store(TTile.AddFloat(TTile.Load(results + at), TTile.Load(results + at + (half * bytes))), results + at);
        }
    }

    /// <summary>Copies what is wanted of four vectors' results.</summary>
    public static void Store(byte* results, int registerRows, float* y, nint stride, int tokens, int rows)
    {
        float* from = (float*)results;
        for (int token = 0; token < tokens; token++, from += 2 * registerRows, y += stride)
            new ReadOnlySpan<float>(from, rows).CopyTo(new Span<float>(y, rows));
    }
}
