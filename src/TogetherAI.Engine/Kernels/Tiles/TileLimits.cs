namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Where tiles begin to pay.</summary>
internal static class TileLimits
{
    /// <summary>Fewest vectors: below, rearranging the weights takes longer than it saves.</summary>
    public const int Tokens = 4;

    /// <summary>Fewest vectors where the weights have been rearranged before, if what that takes from memory is not much more.</summary>
    public const int KeptTokens = 3;
}
