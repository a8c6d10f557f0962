namespace TogetherAI;

/// <summary>What arrived within one step of <see cref="TrafficProfile.LoadStep"/>. Immutable.</summary>
/// <param name="At">When the step begins.</param>
/// <param name="Requests">How many requests were sent in it.</param>
/// <param name="PromptTokens">The tokens of their prompts.</param>
/// <param name="CompletionTokens">The tokens of their answers, which came then or later.</param>
public sealed record LoadPoint(DateTimeOffset At, long Requests, long PromptTokens, long CompletionTokens);
