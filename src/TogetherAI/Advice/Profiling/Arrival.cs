namespace TogetherAI;

/// <summary>What a replay needs of a request: 24 bytes, so that tens of thousands of them may be kept.</summary>
/// <param name="Ticks">When it was sent; UTC ticks.</param>
/// <param name="PromptTokens">The prompt's length.</param>
/// <param name="CompletionTokens">The answer's length.</param>
/// <param name="NobodyWaits">Whether nobody waits; null where that is not known.</param>
internal readonly record struct Arrival(long Ticks, int PromptTokens, int CompletionTokens, bool? NobodyWaits);
