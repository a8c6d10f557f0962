using System;
using System.Linq;

namespace TogetherAI.Analyzers;

/// <summary>Which models batches cannot have, by the end of their names, as the service's guide listed them in August 2026.</summary>
internal static class BatchModels
{
    private static readonly string[] s_refused =
        ["DeepSeek-R1", "DeepSeek-V3.1", "DeepSeek-V4-Pro", "MiniMax-M2.7", "Kimi-K2.5", "Kimi-K2.6", "Qwen3.5-397B-A17B", "GLM-5"];

    /// <summary>Whether a batch may name the model.</summary>
    public static bool MayTake(string model) => !s_refused.Any(name => model.EndsWith(name, StringComparison.OrdinalIgnoreCase));
}
