namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Rows times many vectors. Two registers of rows are rearranged; the tile, which the second cache holds, is multiplied
/// with four vectors after four, or eight. Meanwhile the next rows are on their way from memory. Each output goes through the same chains as in a row's
/// own product.
/// </summary>
internal static unsafe class TileProduct<TTiles, TTile, TVector>
    where TTiles : struct, ITileFormat
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    private static int TileRows => PackedTile<TTiles, TTile, TVector>.Rows;

    public static void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end, KeptTiles? kept)
    {
        int blocks = x.Columns / TTiles.Values, asks = TTiles.Asks(blocks);
        int turns = TTiles.TakesEight ? (x.Groups + 1) / 2 : x.Groups, asking = Math.Min(turns, Upcoming.Turns);
        nint packedBytes = PackedTile<TTiles, TTile, TVector>.Bytes(x.Columns);
        byte* scratch = Scratch.Take(packedBytes + (TTiles.ResultRegisters * TTile.Rows * sizeof(int))), results = scratch + packedBytes;
        PackedTile<TTiles, TTile, TVector> tiles = new(matrix, rowBytes, end, blocks, kept, scratch);
        byte* packed = tiles.Find(first);
        if (packed == null)
            Upcoming.AskForAll(matrix + (first * rowBytes), Math.Min(TileRows, end - first) * rowBytes);
        for (int row = first; row < end; row += TileRows)
        {
            if (packed == null)
                packed = tiles.Pack(row);
            int left = Math.Clamp(end - row - TileRows, 0, TileRows);
            byte* next = left > 0 ? tiles.Find(row + TileRows) : null;

            // Only what is read once is read in its order.
            Upcoming upcoming = next != null && x.Groups == 1 && TTiles.ReadsInOrder ? default
                : next != null ? new(next, packedBytes, asks * asking)
                : new(matrix + ((row + TileRows) * rowBytes), left * rowBytes, asks * asking);
            int turn = 0;
            float* to = y + row;
            for (int token = 0, together; token < x.Tokens; token += together, to += together * stride)
            {
                together = TTiles.TakesEight && x.Tokens - token > InputForm.Four ? 2 * InputForm.Four : InputForm.Four;
                int tokens = Math.Min(x.Tokens - token, together), some = Math.Min(end - row, TileRows);
                TileStore.Expect(to, stride, tokens, some);
                if (together == InputForm.Four)
                    TTiles.Multiply<TTile, TVector>(packed, blocks, x.PanelAt(token), results, upcoming);
                else
                    TTiles.MultiplyEight<TTile, TVector>(packed, blocks, x.PanelAt(token), x.PanelAt(token + InputForm.Four), results, upcoming);
                TileStore.Write<TTile, TVector>(results, to, stride, tokens, some);
                upcoming = ++turn < asking ? upcoming.After(asks) : default;
            }

            packed = next;
        }
    }
}
