namespace TogetherAI;

/// <summary>One request of a probe that was answered.</summary>
/// <param name="FirstToken">The time to the first token.</param>
/// <param name="Total">The time to the end.</param>
/// <param name="PromptTokens">The prompt's length.</param>
/// <param name="CompletionTokens">The answer's length.</param>
internal readonly record struct ProbeSample(TimeSpan FirstToken, TimeSpan Total, int PromptTokens, int CompletionTokens);
