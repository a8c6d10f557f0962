using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The emitted kernels of float tiles of 512 bits: of BF16 in pairs, and of floats.</summary>
internal static unsafe class FloatKernels
{
    private static readonly EmittedKernel[] s_pairs = Create(pairs: true), s_floats = Create(pairs: false);

    /// <summary>Whether they may and could be made.</summary>
    public static bool AreAvailable { get; } = CanRun();

    /// <summary>What <see cref="AreAvailable"/> was decided by.</summary>
    public static bool CanRun() =>
        InstructionSets.IsSupported(InstructionSet.Avx512) && EmittedKernels.AreAllowed && s_pairs[0].IsAvailable && s_floats[0].IsAvailable;

    /// <summary>Multiplies a tile with eight vectors; <paramref name="results"/> receives sixteen registers a chain.</summary>
    public static void MultiplyEight(bool pairs, byte* tile, int blocks, PanelPointers inputs, PanelPointers others, byte* results, Upcoming upcoming)
    {
        TileArguments arguments;
        arguments.Packed = tile;
        arguments.Values = inputs.Values;
        arguments.OtherValues = others.Values;
        arguments.Blocks = blocks;
        arguments.Results = results;
        arguments.Upcoming = upcoming.At;
        EmittedKernel[] kernels = pairs ? s_pairs : s_floats;
        EmittedKernel kernel = kernels[Math.Min(upcoming.Lines, kernels.Length - 1)];
        (kernel.IsAvailable ? kernel : kernels[0]).Run(&arguments);
    }

    /// <summary>Three lines a block of a chain are all of a tile, were it asked for in one turn.</summary>
    private static EmittedKernel[] Create(bool pairs) =>
        [.. Enumerable.Range(0, 4).Select(lines => new EmittedKernel(new EightVectorFloats(2 * Tile512.Rows, pairs, lines).Assemble))];
}
