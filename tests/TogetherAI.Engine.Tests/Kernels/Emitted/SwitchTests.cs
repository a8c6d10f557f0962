using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Emitted;

namespace TogetherAI.Engine.Tests.Kernels.Emitted;

public class SwitchTests
{
    /// <summary>Other tests may run meanwhile: whichever kernels they get, the bits are the same.</summary>
    [Fact]
    public void Emitted_code_can_be_forbidden()
    {
        AppContext.SetSwitch(EmittedKernels.Switch, false);
        try
        {
            Assert.False(VnniFormats.AreAvailable);
            Assert.False(InstructionSets.IsSupported(InstructionSet.Avx512Vnni));
        }
        finally
        {
            AppContext.SetSwitch(EmittedKernels.Switch, true);
        }
    }
}
