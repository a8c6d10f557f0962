using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Rows times a single vector, out of tiles that are kept: memory is read once, in its order.</summary>
internal static unsafe class OneProduct<TTiles, TTile, TVector>
    where TTiles : struct, ITileFormat
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    [SkipLocalsInit]
    public static void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, int first, int end, KeptTiles? kept)
    {
        int blocks = x.Columns / TTiles.Values, tileRows = PackedTile<TTiles, TTile, TVector>.Rows;
        PanelPointers inputs = x.PanelAt(0);
        PackedTile<TTiles, TTile, TVector> tiles = new(
            matrix, rowBytes, end, blocks, kept, Scratch.Take(PackedTile<TTiles, TTile, TVector>.Bytes(x.Columns)));
        float* last = stackalloc float[tileRows];
        for (int row = first; row < end; row += tileRows)
        {
            byte* packed = tiles.Find(row);
            if (packed == null)
                packed = tiles.Pack(row);
            int some = Math.Min(end - row, tileRows);
            TTiles.MultiplyOne<TTile, TVector>(packed, blocks, inputs, (byte*)(some == tileRows ? y + row : last));
            if (some < tileRows)
                new ReadOnlySpan<float>(last, some).CopyTo(new Span<float>(y + row, some));
        }
    }
}
