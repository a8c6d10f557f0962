using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>Bytes of rows as they are, in quads: what formats of fewer bits keep together until they are multiplied.</summary>
internal static unsafe class TurnedBytes
{
    /// <summary>Four quads for each 16 bytes of the rows, those of both registers of rows in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TTile, TVector>(byte** rows, nint offset, int sixteens, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int bytes = TTile.Rows * sizeof(int), pair = 2 * bytes;
        for (int register = 0; register < 2; register++, rows += TTile.Rows, packed += bytes)
        {
            byte* to = packed;
            for (int i = 0; i < sixteens; i++, to += 4 * pair)
            {
                TTile.LoadTurned(rows, offset + (i * 16), out TVector a, out TVector b, out TVector c, out TVector d);
                TTile.Store(a, to);
                TTile.Store(b, to + pair);
                TTile.Store(c, to + (2 * pair));
                TTile.Store(d, to + (3 * pair));
            }
        }
    }
}
