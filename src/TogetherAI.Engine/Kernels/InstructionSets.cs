using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Emitted;

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
        InstructionSet.Avx512Vnni => IsSupported(InstructionSet.Avx512) && HasVnni() && VnniFormats.AreAvailable,
        _ => true,
    };

    /// <summary>Leaf 7, ECX, bit 11. The system keeps the registers, as it does for the rest of AVX-512.</summary>
    private static bool HasVnni() => X86Base.X64.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & (1 << 11)) != 0;
}
