namespace TogetherAI;

/// <summary>Tokens of prompts, and of answers.</summary>
internal readonly record struct TokenCount(long Prompt, long Completion)
{
    public static TokenCount operator +(TokenCount left, TokenCount right) => new(left.Prompt + right.Prompt, left.Completion + right.Completion);
}
