using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Rows;

/// <summary>
/// Asks for what is read next: rows follow one another in memory, so what stands behind the end of one is the next one's beginning.
/// An address past the matrix does no harm.
/// </summary>
internal static unsafe class Prefetch
{
    /// <summary>How far ahead, in bytes. Measured: nearer leaves memory idle, farther loses lines again before they are used.</summary>
    private const int Distance = 4096;
    private const int Line = 64;

    /// <summary>The lines of <paramref name="bytes"/> bytes that are read when the ones at <paramref name="at"/> are done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ahead(byte* at, int bytes)
    {
        for (int line = 0; line < bytes; line += Line)
            Sse.Prefetch0(at + Distance + line);
    }
}
