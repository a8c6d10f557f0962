namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Where tiles begin to pay.</summary>
internal static class TileLimits
{
    /// <summary>Fewest vectors: below, rearranging the weights takes longer than it saves.</summary>
    public const int Tokens = 4;
}
