using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels;

/// <summary>What this processor can run.</summary>
internal static class InstructionSets
{
    /// <summary>The fastest.</summary>
    public static InstructionSet Best { get; } = Enum.GetValues<InstructionSet>().Last(IsSupported);

    public static bool IsSupported(InstructionSet set) => set switch
    {
        InstructionSet.AdvSimd => Dp.IsSupported,
        InstructionSet.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        InstructionSet.Avx512 => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported && Avx512DQ.IsSupported && Fma.IsSupported,
        _ => true,
    };
}
