namespace TogetherAI;

/// <summary>What a column of a log may tell.</summary>
internal enum LogField
{
    At,
    PromptTokens,
    CompletionTokens,
    TimeToFirstToken,
    Duration,
    NobodyWaits,
    Model,
}
