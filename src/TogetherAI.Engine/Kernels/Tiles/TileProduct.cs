using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Rows times many vectors. Two registers of rows are rearranged into the thread's scratch memory, which the second cache holds, and
/// multiplied with four vectors after four. Each output goes through the same chains as in a row's own product.
/// </summary>
internal static unsafe class TileProduct<TFormat, TTiles, TTile, TVector>
    where TFormat : struct, IBlockFormat
    where TTiles : struct, ITileFormat
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    /// <summary>Rows of a tile: whole ones waste nothing.</summary>
    public static int TileRows => 2 * TTile.Rows;

    private static int RegisterBytes => TTile.Rows * sizeof(int);

    public static void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end)
    {
        int blocks = x.Columns / TFormat.Values;
        nint blockBytes = (nint)TTiles.PackedVectors * RegisterBytes, packedBytes = 2 * blocks * blockBytes;
        byte* packed = Scratch.Take(packedBytes + (TFormat.Chains * 8 * RegisterBytes)), results = packed + packedBytes;
        byte** rows = stackalloc byte*[2 * TTile.Rows];
        for (int row = first; row < end; row += TileRows)
        {
            // Rows past the end are the last one over again, and thrown away.
            for (int i = 0; i < TileRows; i++)
                rows[i] = matrix + (Math.Min(row + i, end - 1) * rowBytes);
            Pack(rows, blocks, packed, blockBytes);
            for (int token = 0; token < x.Tokens; token += TileStore.Tokens)
            {
                MultiplyChains(packed, blocks, x.PanelAt(token), results, 2 * blockBytes);
                TileStore.Fold<TTile, TVector>(results, TFormat.Chains);
                TileStore.Store(results, TTile.Rows, y + (token * stride) + row, stride, Math.Min(x.Tokens - token, TileStore.Tokens), Math.Min(end - row, TileRows));
            }
        }
    }

    private static void Pack(byte** rows, int blocks, byte* packed, nint blockBytes)
    {
        for (int chain = 0; chain < TFormat.Chains; chain++)
        {
            for (int block = chain; block < blocks; block += TFormat.Chains, packed += 2 * blockBytes)
            {
                TTiles.Pack<TTile, TVector>(rows, block, packed);
                TTiles.Pack<TTile, TVector>(rows + TTile.Rows, block, packed + blockBytes);
            }
        }
    }

    private static void MultiplyChains(byte* packed, int blocks, PanelPointers inputs, byte* results, nint pairBytes)
    {
        for (int chain = 0; chain < TFormat.Chains; chain++, results += 8 * RegisterBytes)
        {
            int count = (blocks - chain + TFormat.Chains - 1) / TFormat.Chains;
            TTiles.Multiply<TTile, TVector>(packed, count, inputs, results);
            packed += count * pairBytes;
            inputs = TTiles.Inputs.Advance(inputs, count);
        }
    }
}
