namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>The formats of <see cref="VnniTile{TFormat}"/>.</summary>
internal static class VnniFormats
{
    /// <summary>Whether their kernels may and could be made.</summary>
    public static bool AreAvailable =>
        EmittedKernels.AreAllowed && Q8_0Vnni.Kernels.AreAvailable && Q4_0Vnni.Kernels.AreAvailable
        && Q4_KVnni.Kernels.AreAvailable && Q5_KVnni.Kernels.AreAvailable && Q6_KVnni.Kernels.AreAvailable;
}
