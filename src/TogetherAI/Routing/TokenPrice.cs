namespace TogetherAI;

/// <summary>What tokens cost on a lane that is paid by the token. Immutable.</summary>
/// <param name="InputPerMillion">USD for a million tokens of the prompt; not negative.</param>
/// <param name="OutputPerMillion">USD for a million generated tokens; not negative.</param>
public sealed record TokenPrice(decimal InputPerMillion, decimal OutputPerMillion)
{
    /// <summary>What an answer costs.</summary>
    /// <param name="promptTokens">The prompt's length in tokens.</param>
    /// <param name="completionTokens">The answer's length in tokens.</param>
    /// <returns>USD.</returns>
    public decimal Of(long promptTokens, long completionTokens) =>
        ((promptTokens * InputPerMillion) + (completionTokens * OutputPerMillion)) / 1_000_000m;
}
