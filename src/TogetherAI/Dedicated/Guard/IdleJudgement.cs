namespace TogetherAI;

/// <summary>What is to be done about a deployment, and why. Immutable.</summary>
/// <param name="Verdict">What.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">Why, in a sentence with its numbers.</param>
internal readonly record struct IdleJudgement(IdleVerdict Verdict, IdleReason Reason, string Message);
