using System.Text.Json;
using AI = Microsoft.Extensions.AI;

namespace TogetherAI;

/// <summary>Counts of tokens. Counts that have no name here or there are handed on under the service's name.</summary>
internal static class UsageMapper
{
    public static AI.UsageDetails Map(TokenUsage usage)
    {
        AI.UsageDetails details = new()
        {
            InputTokenCount = usage.PromptTokens,
            OutputTokenCount = usage.CompletionTokens,
            TotalTokenCount = usage.TotalTokens,
            CachedInputTokenCount = usage.CachedTokens,
            ReasoningTokenCount = usage.ReasoningTokens,
        };
        foreach ((string name, JsonElement value) in usage.UnknownFields)
        {
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count))
                (details.AdditionalCounts ??= [])[name] = count;
        }

        return details;
    }
}
