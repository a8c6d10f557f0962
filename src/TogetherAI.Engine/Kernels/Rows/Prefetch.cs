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

    /// <summary>The lines of <paramref name="bytes"/> bytes, at most five of them, that are read when the ones at <paramref name="at"/> are done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ahead(byte* at, int bytes)
    {
        // No loop: the compiler would not unroll it.
        at += Distance;
        Sse.Prefetch0(at);
        if (bytes > Line)
            Sse.Prefetch0(at + Line);
        if (bytes > 2 * Line)
            Sse.Prefetch0(at + (2 * Line));
        if (bytes > 3 * Line)
            Sse.Prefetch0(at + (3 * Line));
        if (bytes > 4 * Line)
            Sse.Prefetch0(at + (4 * Line));
    }
}
