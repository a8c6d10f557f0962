namespace TogetherAI.Simulator;

/// <summary>A request that will be made, whatever the policy.</summary>
/// <param name="Id">Its number in the run, from 0.</param>
/// <param name="At">When it arrives, in ticks.</param>
/// <param name="PromptTokens">What the model counts.</param>
/// <param name="OutputTokens">How long the answer becomes.</param>
internal sealed record RequestPlan(int Id, long At, int PromptTokens, int OutputTokens);
