namespace TogetherAI.Engine.Generation;

/// <summary>How likely a token of the prompt was, given those before it. Immutable and thread-safe.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="LogProb">Natural logarithm of its probability; null for the first token, which nothing precedes.</param>
/// <param name="TopLogProbs">The likeliest tokens at its place, best first; as many as the request asked for, none for the first token.</param>
public sealed record PromptLogProb(int Token, float? LogProb, IReadOnlyList<TokenLogProb> TopLogProbs);
