namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Tiles by the 512-bit <c>vpdpbusd</c>, which multiplies four bytes a lane and adds them in one instruction. .NET 10 does not offer it, and
/// what it offers in its place takes three times as long; so their kernels are assembled here, as oneDNN and others make theirs.
/// </summary>
internal static class VnniTiles
{
    /// <summary>The name of the switch, true where it is not set.</summary>
    public const string Switch = "TogetherAI.Engine.EmittedKernels";

    /// <summary>Whether the kernels may and could be made. Where policy wants no code but what was shipped, a switch forbids them.</summary>
    public static bool IsAvailable =>
        !(AppContext.TryGetSwitch(Switch, out bool isAllowed) && !isAllowed)
        && Q8_0VnniTile.Kernels.IsAvailable && Q4_0VnniTile.Kernels.IsAvailable && Q4_KVnniTile.Kernels.IsAvailable;
}
