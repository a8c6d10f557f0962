using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Tiles by the 512-bit <c>vpdpbusd</c>, which multiplies four bytes a lane and adds them in one instruction. .NET 10 does not offer it, and
/// what it offers in its place takes three times as long; so its kernel is assembled here when it is first wanted, as oneDNN and others
/// make theirs. Only the innermost loop is: about a hundred instructions that read and write what they are given and call nothing.
/// </summary>
internal static unsafe class VnniTile
{
    /// <summary>The name of the switch, true where it is not set.</summary>
    public const string Switch = "TogetherAI.Engine.EmittedKernels";

    private const int Quads = 8;
    private const int Vector = 64;

    // The first six and the last sixteen vector registers are free to use everywhere.
    private const int Sums = 16, Products = 24, First = 0, Second = 1, Scale = 2, Input = 3;
    private const Register Packed = Register.Rax, Values = Register.Rdx, Zeros = Register.R8, Scales = Register.R9, Blocks = Register.R10, Results = Register.R11, Upcoming = Register.Rcx;

    /// <summary>One for each number of lines that are asked for with a block.</summary>
    private static readonly Lazy<nint>[] s_blocks =
        [.. Enumerable.Range(0, Tiles.Upcoming.MostLines + 1).Select(static lines => new Lazy<nint>(() => (nint)ExecutableMemory.TryCreate(AssembleBlocks(lines))))];

    /// <summary>Registers of a packed block: the quads, then the scales.</summary>
    public const int PackedVectors = Quads + 1;

    /// <summary>Whether the kernels may and could be made. Where policy wants no code but what was shipped, a switch forbids them.</summary>
    public static bool IsAvailable => !(AppContext.TryGetSwitch(Switch, out bool isAllowed) && !isAllowed) && s_blocks[0].Value != 0;

    /// <summary>Blocks of 32 unsigned bytes with a scale: <see cref="ITileFormat.Multiply"/>.</summary>
    public static void Multiply(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
    {
        nint code = s_blocks[upcoming.Lines].Value;
        TileArguments arguments = new()
        {
            Packed = packed, Values = inputs.Values, Sums = inputs.Sums, Scales = inputs.Scales, Blocks = blocks, Results = results, Upcoming = upcoming.At,
        };

        // Runs for less than a microsecond: the collector need not be told.
        ((delegate* unmanaged[SuppressGCTransition]<TileArguments*, void>)(code != 0 ? code : s_blocks[0].Value))(&arguments);
    }

    private static ReadOnlySpan<byte> AssembleBlocks(int lines)
    {
        Assembler code = new();
        Begin(code);
        for (int i = 0; i < 8; i++)
            code.Zero(Sums + i);
        int none = code.SkipIfZero(Blocks), loop = code.Here();
        for (int i = 0; i < 8; i += 2)
        {
            code.Broadcast(Products + i, Zeros, i / 2 * sizeof(int));
            code.Copy(Products + i + 1, Products + i);
        }

        MultiplyQuads(code, Quads, PackedVectors * Vector, lines);
        code.Load(First, Packed, Quads * Vector);
        code.Load(Second, Packed, (PackedVectors + Quads) * Vector);
        for (int i = 0; i < 8; i += 2)
        {
            code.Broadcast(Input, Scales, i / 2 * sizeof(float));
            for (int register = 0; register < 2; register++)
            {
                code.ToFloat(Products + i + register, Products + i + register);
                code.MultiplyFloat(Scale, register == 0 ? First : Second, Input);
                code.AddProductFloat(Sums + i + register, Scale, Products + i + register);
            }
        }

        if (lines > 0)
            code.Add(Upcoming, lines * Tiles.Upcoming.Line);
        code.Add(Packed, 2 * PackedVectors * Vector);
        code.Add(Values, Quads * TileStore.Tokens * sizeof(int));
        code.Add(Zeros, TileStore.Tokens * sizeof(int));
        code.Add(Scales, TileStore.Tokens * sizeof(float));
        code.LoopWhileCounting(Blocks, loop);
        code.Land(none);
        for (int i = 0; i < 8; i++)
            code.Store(Sums + i, Results, i * Vector);
        code.Return();
        return code.Code;
    }

    /// <summary>Two registers of rows with four vectors: product <c>2·vector + register</c>. A load is as dear as a product: each serves two.</summary>
    private static void MultiplyQuads(Assembler code, int quads, int other, int lines)
    {
        for (int quad = 0; quad < quads; quad++)
        {
            code.Load(First, Packed, quad * Vector);
            code.Load(Second, Packed, other + (quad * Vector));
            for (int i = 0; i < 8; i += 2)
            {
                code.Broadcast(Input, Values, ((quad * TileStore.Tokens) + (i / 2)) * sizeof(int));
                code.AddByteProducts(Products + i, First, Input);
                code.AddByteProducts(Products + i + 1, Second, Input);
            }

            for (int line = quad * lines / quads; line < (quad + 1) * lines / quads; line++)
                code.Prefetch(Upcoming, line * Tiles.Upcoming.Line);
        }
    }

    /// <summary>The one argument stands in another register on Windows.</summary>
    private static void Begin(Assembler code)
    {
        Register arguments = OperatingSystem.IsWindows() ? Register.Rcx : Register.Rdi;
        code.LoadPointer(Packed, arguments, TileArguments.PackedOffset);
        code.LoadPointer(Values, arguments, TileArguments.ValuesOffset);
        code.LoadPointer(Zeros, arguments, TileArguments.SumsOffset);
        code.LoadPointer(Scales, arguments, TileArguments.ScalesOffset);
        code.LoadPointer(Blocks, arguments, TileArguments.BlocksOffset);
        code.LoadPointer(Results, arguments, TileArguments.ResultsOffset);
        code.LoadPointer(Upcoming, arguments, TileArguments.UpcomingOffset);
    }
}
