using System.Numerics.Tensors;
using TogetherAI.Engine.Kernels.Emitted;

namespace TogetherAI.Engine.Kernels;

/// <summary>Half-precision numbers, exactly as floats.</summary>
internal static unsafe class Halves
{
    /// <summary>Whether by the instruction that is there for it.</summary>
    public static bool AreEmitted { get; } = CanEmit();

    /// <summary>What <see cref="AreEmitted"/> was decided by.</summary>
    public static bool CanEmit() => InstructionSets.IsSupported(InstructionSet.Avx512) && EmittedKernels.AreAllowed && HalvesCode.Kernel.IsAvailable;

    /// <summary>Widens so many numbers.</summary>
    public static void ToSingle(Half* from, float* to, int count)
    {
        if (AreEmitted)
        {
            int whole = count - (count % HalvesCode.Together);
            TileArguments arguments;
            arguments.Packed = (byte*)from;
            arguments.Blocks = whole / HalvesCode.Together;
            arguments.Results = (byte*)to;
            HalvesCode.Kernel.Run(&arguments);
            from += whole;
            to += whole;
            count -= whole;
        }

        TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(from, count), new Span<float>(to, count));
    }
}
