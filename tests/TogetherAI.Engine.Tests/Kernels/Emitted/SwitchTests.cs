using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Emitted;

namespace TogetherAI.Engine.Tests.Kernels.Emitted;

public class SwitchTests
{
    /// <summary>Other tests may run meanwhile: whichever kernels they get, the bits are the same. What is decided once is decided before.</summary>
    [Fact]
    public void Emitted_code_can_be_forbidden()
    {
        bool plain = InstructionSets.IsSupported(InstructionSet.Avx512) && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows());
        Assert.Equal(plain, FloatKernels.AreAvailable);
        Assert.Equal(plain, Halves.AreEmitted);
        Assert.True(VnniFormats.AreAvailable || !plain);
        Assert.True(InstructionSets.IsSupported(InstructionSets.Best));
        AppContext.SetSwitch(EmittedKernels.Switch, false);
        try
        {
            Assert.False(EmittedKernels.AreAllowed);
            Assert.False(VnniFormats.AreAvailable);
            Assert.False(FloatKernels.CanRun());
            Assert.False(Halves.CanEmit());
            Assert.False(InstructionSets.IsSupported(InstructionSet.Avx512Vnni));
        }
        finally
        {
            AppContext.SetSwitch(EmittedKernels.Switch, true);
        }
    }
}
