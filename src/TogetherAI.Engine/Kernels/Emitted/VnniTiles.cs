namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Tiles by the 512-bit <c>vpdpbusd</c>, which multiplies four bytes a lane and adds them in one instruction. .NET 10 does not offer it, and
/// what it offers in its place takes three times as long; so their kernels are assembled here, as oneDNN and others make theirs.
/// </summary>
internal static class VnniTiles
{
    /// <summary>Whether the kernels may and could be made.</summary>
    public static bool IsAvailable =>
        EmittedKernels.AreAllowed && Q8_0VnniTile.Kernels.IsAvailable && Q4_0VnniTile.Kernels.IsAvailable && Q4_KVnniTile.Kernels.IsAvailable;
}
