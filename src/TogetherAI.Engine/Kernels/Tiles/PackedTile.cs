using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>The rearranged tiles of a matrix: those that are kept, and one at a time in a thread's scratch memory.</summary>
internal readonly unsafe ref struct PackedTile<TTiles, TTile, TVector>(byte* matrix, nint rowBytes, int end, int blocks, KeptTiles? kept, byte* scratch)
    where TTiles : struct, ITileFormat
    where TTile : struct, ITile<TVector>
    where TVector : struct
{
    private readonly byte* _matrix = matrix, _scratch = scratch;

    /// <summary>Rows of a tile: whole ones waste nothing.</summary>
    public static int Rows => 2 * TTile.Rows;

    /// <summary>Bytes of a tile of rows of so many weights.</summary>
    public static nint Bytes(int columns) => (((nint)(columns / TTiles.Values) * TTiles.PackedVectors) + TTiles.PaddingVectors) * TTile.Rows * sizeof(int);

    /// <summary>The tile that begins with a row, where it is kept and has been filled; else null.</summary>
    public byte* Find(int row) => kept is null ? null : kept.Find(row / Rows);

    /// <summary>Rearranges the tile that begins with a row, to be kept where that is this thread's part.</summary>
    public byte* Pack(int row)
    {
        // Rows past the end are the last one over again, and thrown away.
        byte** rows = stackalloc byte*[Rows];
        for (int i = 0; i < Rows; i++)
            rows[i] = _matrix + (Math.Min(row + i, end - 1) * rowBytes);
        byte* claimed = kept is null ? null : kept.Claim(row / Rows);
        Pack(rows, blocks, claimed == null ? _scratch : claimed);
        if (claimed == null)
            return _scratch;
        kept!.Publish(row / Rows);
        return claimed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(byte** rows, int blocks, byte* packed)
    {
        // Along the rows as they lie in memory.
        for (int block = 0; block < blocks; block++)
            TTiles.Pack<TTile, TVector>(rows, block, blocks, packed);
    }
}
