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

    private static int TileRows => PackedTile<TFormat, TTiles, TTile, TVector>.Rows;

    private static int BlockBytes => PackedTile<TFormat, TTiles, TTile, TVector>.BlockBytes;

    /// <summary>Bytes of a chain's results of one group: eight registers.</summary>
    private static int ChainBytes => 8 * TTile.Rows * sizeof(int);

    private static int ResultBytes => TFormat.Chains * ChainBytes;

    public static void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept)
    {
        int blocks = x.Columns / TFormat.Values;
        nint packedBytes = (nint)blocks * BlockBytes;
        byte* scratch = Scratch.Take(packedBytes + (Math.Min(x.Groups, GroupsAtOnce) * ResultBytes)), results = scratch + packedBytes;
        PackedTile<TFormat, TTiles, TTile, TVector> tiles = new(matrix, rowBytes, end, blocks, kept, scratch);
        byte* packed = tiles.Find(first);
        if (packed == null)
            Upcoming.AskForAll(matrix + (first * rowBytes), Math.Min(TileRows, end - first) * rowBytes);
        for (int row = first; row < end; row += TileRows)
        {
            if (packed == null)
                packed = tiles.Pack(row);
            int left = Math.Clamp(end - row - TileRows, 0, TileRows);
            byte* next = left > 0 ? tiles.Find(row + TileRows) : null;
            Upcoming upcoming = next != null && x.Groups == 1 ? Upcoming.InOrder(packed, BlockBytes)
                : next != null ? new(next, packedBytes, blocks * Math.Min(x.Groups, Upcoming.Groups))
                : new(matrix + ((row + TileRows) * rowBytes), left * rowBytes, blocks * Math.Min(x.Groups, Upcoming.Groups));
            for (int group = 0; group < x.Groups; group += GroupsAtOnce)
            {
                int count = Math.Min(x.Groups - group, GroupsAtOnce);
                int token = group * InputForm.Four, tokens = Math.Min(x.Tokens - token, count * InputForm.Four), some = Math.Min(end - row, TileRows);
                float* to = y + (token * stride) + row;
                TileStore.Expect(to, stride, tokens, some);
                MultiplyChains(packed, blocks, x, group, count, results, upcoming);
                upcoming = default;
                TileStore.Fold<TTile, TVector>(results, TFormat.Chains, to, stride, tokens, some);
            }

            packed = next;
        }
    }

    private static void MultiplyChains(byte* packed, int blocks, ProductInputs x, int group, int count, byte* results, Upcoming upcoming)
    {
        InputForm form = x.Form;
        PanelPointers chainPanel = x.PanelAt(group * InputForm.Four);
        for (int chain = 0; chain < TFormat.Chains; chain++, results += ChainBytes)
        {
            int length = Chains.Length(chain, blocks, TFormat.Chains);
            PanelPointers panel = chainPanel;
            byte* result = results;
            for (int i = 0; i < count; i++, result += ResultBytes, panel = form.Advance(panel, blocks))
            {
                bool asks = i < Upcoming.Groups;
                TTiles.Multiply<TTile, TVector>(packed, length, panel, result, asks ? upcoming : default);
                upcoming = asks ? upcoming.After(length) : upcoming;
            }

            packed += length * (nint)BlockBytes;
            chainPanel = form.Advance(chainPanel, length);
        }
    }
}
