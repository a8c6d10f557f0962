namespace TogetherAI.Engine.Generation;

/// <summary>A token and the natural logarithm of its probability. Its <c>default</c> is token 0 with probability 1.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="LogProb">Natural logarithm of the probability, from the model's own distribution: before bias, penalties and temperature.</param>
public readonly record struct TokenLogProb(int Token, float LogProb);
