using System;
using System.Linq;

namespace TogetherAI.Analyzers;

/// <summary>
/// Which models reason before they answer, by parts of their names, as of November 2026. A name that is not here is offered the smaller
/// limits; nothing else depends on it.
/// </summary>
internal static class ReasoningModels
{
    private static readonly string[] s_parts =
    [
        "deepseek-r1", "deepseek-v4", "gpt-oss", "qwq", "thinking", "reason", "magistral", "cogito", "glm-4.5", "glm-4.6", "glm-4.7", "glm-5",
        "kimi-k2.5", "kimi-k2.6", "minimax-m2", "qwen3.5",
    ];

    /// <summary>Whether a model reasons; false for one that is not known.</summary>
    public static bool Contains(string? model) =>
        model is not null && s_parts.Any(part => model.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);
}
