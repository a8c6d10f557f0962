using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>From the results of a tile's chains to its outputs.</summary>
internal static unsafe class TileStore
{
    /// <summary>Vectors that a tile multiplies at a time.</summary>
    public const int Tokens = 4;

    /// <summary>
    /// Adds the chains' results (eight registers each) in <see cref="Blocks.Chains.Add"/>'s order, and writes what is wanted of them:
    /// <c>y[token · stride + row]</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<TTile, TVector>(byte* results, int chains, float* y, nint stride, int tokens, int rows)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int register = TTile.Rows * sizeof(float), chain = 8 * register;
        for (int token = 0; token < tokens; token++, y += stride)
        {
            for (int row = 0; row < rows; row += TTile.Rows, results += register)
            {
                TVector sum = Sum<TTile, TVector>(results, chains, chain);
                if (rows - row >= TTile.Rows)
                {
                    TTile.Store(sum, y + row);
                    continue;
                }

                TTile.Store(sum, results);
                new ReadOnlySpan<float>(results, rows - row).CopyTo(new Span<float>(y + row, rows - row));
            }

            results += rows <= TTile.Rows ? register : 0;
        }
    }

    /// <summary>Of each two chains half the number apart; 8, 16 and 32 chains end with the same three steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum<TTile, TVector>(byte* at, int chains, nint chain)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        if (chains == 1)
            return TTile.Load(at);
        return TTile.AddFloat(
            TTile.AddFloat(TTile.AddFloat(Of(0), Of(4)), TTile.AddFloat(Of(2), Of(6))),
            TTile.AddFloat(TTile.AddFloat(Of(1), Of(5)), TTile.AddFloat(Of(3), Of(7))));

        TVector Of(int index) => chains switch
        {
            8 => Load(index),
            16 => TTile.AddFloat(Load(index), Load(index + 8)),
            _ => TTile.AddFloat(TTile.AddFloat(Load(index), Load(index + 16)), TTile.AddFloat(Load(index + 8), Load(index + 24))),
        };

        TVector Load(int index) => TTile.Load(at + (index * chain));
    }
}
