namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Half-precision numbers to floats by <c>vcvtph2ps</c>, which .NET 10 does not offer; by other instructions it takes several times as long.
/// </summary>
internal static class HalvesCode
{
    /// <summary>Numbers of a turn: registers are few enough to wait for none.</summary>
    public const int Together = 4 * Register;

    private const int Register = 16;

    /// <summary>The kernel; its arguments are the halves, the floats, and how many turns.</summary>
    public static EmittedKernel Kernel { get; } = new(Assemble);

    private static Assembler Assemble()
    {
        const Emitted.Register From = Emitted.Register.Rax, To = Emitted.Register.Rdx, Turns = Emitted.Register.R10;
        Assembler code = new();
        code.LoadPointer(From, CallingConvention.Argument, TileArguments.PackedOffset);
        code.LoadPointer(Turns, CallingConvention.Argument, TileArguments.BlocksOffset);
        code.LoadPointer(To, CallingConvention.Argument, TileArguments.ResultsOffset);
        int none = code.SkipIfZero(Turns), loop = code.Here();
        for (int i = 0; i < 4; i++)
        {
            code.LoadHalves(i, From, i * Register * sizeof(ushort));
            code.Store(i, To, i * Register * sizeof(float));
        }

        code.Add(From, Together * sizeof(ushort));
        code.Add(To, Together * sizeof(float));
        code.LoopWhileCounting(Turns, loop);
        code.Land(none);
        code.Return();
        return code;
    }
}
