using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// The weights that are wanted next, asked for while others are multiplied: a few lines with each block, so that neither waits for the
/// other. The rows of a tile lie far from one another, and the processor does not guess that they will be read.
/// </summary>
internal readonly unsafe struct Upcoming
{
    /// <summary>Products of a tile among which the asking is shared out, where there are so many.</summary>
    public const int Turns = 2;

    /// <summary>Bytes of a cache line.</summary>
    public const int Line = 64;

    /// <summary>Most lines with one block; what is more comes when it is read.</summary>
    public const int MostLines = 80;

    private Upcoming(byte* at, int lines)
    {
        At = at;
        Lines = lines;
    }

    /// <param name="at">The first byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="blocks">Blocks that will be multiplied meanwhile.</param>
    public Upcoming(byte* at, nint bytes, int blocks)
        : this(at, (int)Math.Min(MostLines, (bytes + ((nint)Line * blocks) - 1) / ((nint)Line * blocks)))
    {
    }

    /// <summary>What to ask for next.</summary>
    public byte* At { get; }

    /// <summary>Lines to ask for with each block.</summary>
    public int Lines { get; }

    /// <summary>What is asked for after so many blocks.</summary>
    public Upcoming After(int blocks) => new(At + ((nint)Lines * Line * blocks), Lines);

    /// <summary>Asks for one block's lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(int block)
    {
        byte* at = At + ((nint)Lines * Line * block);
        for (int line = 0; line < Lines; line++)
            Sse.Prefetch1(at + (line * Line));
    }

    /// <summary>Asks for everything at once, where there is nothing to do meanwhile.</summary>
    public static void AskForAll(byte* at, nint bytes)
    {
        for (nint offset = 0; offset < bytes; offset += Line)
            Sse.Prefetch1(at + offset);
    }
}
