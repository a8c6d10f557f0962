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
    private const int Sums = 16, Products = 24, First = 0, Second = 1, Scale = 2;
    private const Register Packed = Register.Rax, Values = Register.Rdx, Zeros = Register.R8, Scales = Register.R9, Blocks = Register.R10, Results = Register.R11;

    private static readonly Lazy<nint> s_blocks = new(() => (nint)ExecutableMemory.TryCreate(AssembleBlocks()));

    /// <summary>Registers of a packed block: the quads, then the scales.</summary>
    public const int PackedVectors = Quads + 1;

    /// <summary>Whether the kernels may and could be made. Where policy wants no code but what was shipped, a switch forbids them.</summary>
    public static bool IsAvailable => !(AppContext.TryGetSwitch(Switch, out bool isAllowed) && !isAllowed) && s_blocks.Value != 0;

    /// <summary>Blocks of 32 unsigned bytes with a scale: <see cref="ITileFormat.Multiply"/>.</summary>
    public static void Multiply(byte* packed, int blocks, PanelPointers inputs, byte* results) => Call(s_blocks.Value, packed, blocks, inputs, results);

    private static void Call(nint code, byte* packed, int blocks, PanelPointers inputs, byte* results)
    {
        TileArguments arguments = new() { Packed = packed, Values = inputs.Values, Sums = inputs.Sums, Scales = inputs.Scales, Blocks = blocks, Results = results };

        // Runs for less than a microsecond: the collector need not be told.
        ((delegate* unmanaged[SuppressGCTransition]<TileArguments*, void>)code)(&arguments);
    }

    private static ReadOnlySpan<byte> AssembleBlocks()
    {
        Assembler code = new();
        Begin(code);
        for (int i = 0; i < 8; i++)
            code.Zero(Sums + i);
        int none = code.SkipIfZero(Blocks), loop = code.Here();
        for (int i = 0; i < 8; i++)
            code.Broadcast(Products + i, Zeros, i / 2 * sizeof(int));
        MultiplyQuads(code, Quads, PackedVectors * Vector);
        code.Load(First, Packed, Quads * Vector);
        code.Load(Second, Packed, (PackedVectors + Quads) * Vector);
        for (int i = 0; i < 8; i++)
        {
            code.ToFloat(Products + i, Products + i);
            code.MultiplyFloat(Scale, i % 2 == 0 ? First : Second, Scales, i / 2 * sizeof(float));
            code.AddProductFloat(Sums + i, Scale, Products + i);
        }

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

    /// <summary>Two registers of rows with four vectors: product <c>2·vector + register</c>.</summary>
    private static void MultiplyQuads(Assembler code, int quads, int other)
    {
        for (int quad = 0; quad < quads; quad++)
        {
            code.Load(First, Packed, quad * Vector);
            code.Load(Second, Packed, other + (quad * Vector));
            for (int i = 0; i < 8; i++)
                code.AddByteProducts(Products + i, i % 2 == 0 ? First : Second, Values, ((quad * TileStore.Tokens) + (i / 2)) * sizeof(int));
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
    }
}
