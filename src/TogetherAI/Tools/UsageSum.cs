namespace TogetherAI;

/// <summary>Adds up what several requests cost.</summary>
internal static class UsageSum
{
    public static TokenUsage? Add(TokenUsage? left, TokenUsage? right)
    {
        if (left is null || right is null)
            return left ?? right;
        return new TokenUsage
        {
            PromptTokens = left.PromptTokens + right.PromptTokens,
            CompletionTokens = left.CompletionTokens + right.CompletionTokens,
            TotalTokens = left.TotalTokens + right.TotalTokens,
            PromptTokensDetails = Add(left.CachedTokens, right.CachedTokens) is { } cached ? new() { CachedTokens = cached } : null,
            CompletionTokensDetails = Add(left.ReasoningTokens, right.ReasoningTokens) is { } reasoning ? new() { ReasoningTokens = reasoning } : null,
        };
    }

    private static int? Add(int? left, int? right) => left is null ? right : left + (right ?? 0);
}
