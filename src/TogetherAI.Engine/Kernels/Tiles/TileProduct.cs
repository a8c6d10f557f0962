using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Rows times many vectors. Two registers of rows are rearranged into the thread's scratch memory, chain after chain; a chain of it, which
/// the first cache holds, is multiplied with four vectors after four. Meanwhile the next rows are on their way from memory. Each output
/// goes through the same chains as in a row's own product.
/// </summary>
internal static unsafe class TileProduct<TFormat, TTiles, TTile, TVector>
    where TFormat : struct, IBlockFormat
    where TTiles : struct, ITileFormat
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    /// <summary>Groups of vectors whose chains' results wait at the same time: more would crowd the first cache.</summary>
    private const int GroupsAtOnce = 8;

    /// <summary>Rows of a tile: whole ones waste nothing.</summary>
    public static int TileRows => 2 * TTile.Rows;

    private static int RegisterBytes => TTile.Rows * sizeof(int);

    /// <summary>Bytes of a packed block of all the tile's rows.</summary>
    private static int PairBytes => 2 * TTiles.PackedVectors * RegisterBytes;

    /// <summary>Bytes of one group's results: eight registers a chain.</summary>
    private static int ResultBytes => TFormat.Chains * 8 * RegisterBytes;

    /// <summary>Bytes of a tile's rows, rearranged.</summary>
    public static nint TileBytes(int columns) => (nint)(columns / TFormat.Values) * PairBytes;

    public static void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept)
    {
        int blocks = x.Columns / TFormat.Values;
        nint packedBytes = TileBytes(x.Columns);
        byte* scratch = Scratch.Take(packedBytes + (Math.Min(x.Groups, GroupsAtOnce) * ResultBytes)), results = scratch + packedBytes;
        byte** rows = stackalloc byte*[2 * TTile.Rows];
        byte* packed = Find(kept, first);
        if (packed == null)
            Upcoming.AskForAll(matrix + (first * rowBytes), Math.Min(TileRows, end - first) * rowBytes);
        for (int row = first; row < end; row += TileRows)
        {
            if (packed == null)
            {
                // Rows past the end are the last one over again, and thrown away.
                for (int i = 0; i < TileRows; i++)
                    rows[i] = matrix + (Math.Min(row + i, end - 1) * rowBytes);
                packed = Pack(rows, blocks, kept, row / TileRows, scratch);
            }

            int left = Math.Clamp(end - row - TileRows, 0, TileRows);
            byte* next = left > 0 ? Find(kept, row + TileRows) : null;
            Upcoming upcoming = next != null
                ? new(next, packedBytes, blocks * Math.Min(x.Groups, Upcoming.Groups))
                : new(matrix + ((row + TileRows) * rowBytes), left * rowBytes, blocks * Math.Min(x.Groups, Upcoming.Groups));
            for (int group = 0; group < x.Groups; group += GroupsAtOnce)
            {
                int count = Math.Min(x.Groups - group, GroupsAtOnce);
                int token = group * TileStore.Tokens, tokens = Math.Min(x.Tokens - token, count * TileStore.Tokens), some = Math.Min(end - row, TileRows);
                float* to = y + (token * stride) + row;
                TileStore.Expect(to, stride, tokens, some);
                MultiplyChains(packed, blocks, x, group, count, results, upcoming);
                upcoming = default;
                TileStore.Fold<TTile, TVector>(results, TFormat.Chains, to, stride, tokens, some);
            }

            packed = next;
        }
    }

    private static byte* Find(KeptTiles? kept, int row) => kept is null ? null : kept.Find(row / TileRows);

    /// <summary>Rearranges a tile's rows, to be kept where that is this thread's part.</summary>
    private static byte* Pack(byte** rows, int blocks, KeptTiles? kept, int tile, byte* scratch)
    {
        byte* claimed = kept is null ? null : kept.Claim(tile);
        Pack(rows, blocks, claimed == null ? scratch : claimed);
        if (claimed == null)
            return scratch;
        kept!.Publish(tile);
        return claimed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(byte** rows, int blocks, byte* packed)
    {
        // Along the rows as they lie in memory, each block to its chain.
        nint half = (nint)TTiles.PackedVectors * RegisterBytes;
        for (int block = 0; block < blocks; block++)
        {
            byte* to = packed + ((ChainStart(block % TFormat.Chains, blocks) + (block / TFormat.Chains)) * (nint)PairBytes);
            TTiles.Pack<TTile, TVector>(rows, block, to);
            TTiles.Pack<TTile, TVector>(rows + TTile.Rows, block, to + half);
        }
    }

    private static void MultiplyChains(byte* packed, int blocks, ProductInputs x, int group, int count, byte* results, Upcoming upcoming)
    {
        InputForm form = TTiles.Inputs;
        PanelPointers chainPanel = x.PanelAt(group * TileStore.Tokens);
        for (int chain = 0; chain < TFormat.Chains; chain++, results += 8 * RegisterBytes)
        {
            int length = (blocks - chain + TFormat.Chains - 1) / TFormat.Chains;
            PanelPointers panel = chainPanel;
            byte* result = results;
            for (int i = 0; i < count; i++, result += ResultBytes, panel = form.Advance(panel, blocks))
            {
                bool asks = i < Upcoming.Groups;
                TTiles.Multiply<TTile, TVector>(packed, length, panel, result, asks ? upcoming : default);
                upcoming = asks ? upcoming.After(length) : upcoming;
            }

            packed += length * (nint)PairBytes;
            chainPanel = form.Advance(chainPanel, length);
        }
    }

    /// <summary>Blocks that stand before a chain's in the packed rows and the panels.</summary>
    private static int ChainStart(int chain, int blocks) => (chain * (blocks / TFormat.Chains)) + Math.Min(chain, blocks % TFormat.Chains);
}
