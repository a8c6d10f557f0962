using System;
using System.Collections.Generic;

namespace TogetherAI.Analyzers;

/// <summary>
/// Models that serverless inference no longer serves, and those that fail in batches, by the service's own lists. Both age: the message
/// says of when they are, and a project can allow a name.
/// </summary>
internal static class ModelTable
{
    /// <summary>Of when the lists are.</summary>
    public const string Date = "2026-08-21";

    private static readonly Dictionary<string, string> s_removed = Read(
        """
        2026-08-21 deepcogito/cogito-v2-1-671b
        2026-08-04 google/gemma-3n-E4B-it
        2026-07-10 Qwen/Qwen3-235B-A22B-Instruct-2507-tput meta-llama/Meta-Llama-3-8B-Instruct-Lite zai-org/GLM-5.1
        2026-06-29 Qwen/Qwen3.5-397B-A17B
        2026-06-22 zai-org/GLM-5
        2026-06-11 mistralai/Voxtral-Mini-3B-2507
        2026-06-04 Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8
        2026-05-27 black-forest-labs/FLUX.1-krea-dev
        2026-05-21 moonshotai/Kimi-K2.5
        2026-05-14 deepseek-ai/DeepSeek-R1 deepseek-ai/DeepSeek-V3.1 Qwen/Qwen3-Coder-Next-FP8
        2026-04-16 Qwen/Qwen3-VL-8B-Instruct Qwen/Qwen3-235B-A22B-Thinking-2507 mistralai/Mixtral-8x7B-Instruct-v0.1
        2026-04-03 ServiceNow-AI/Apriel-1.5-15b-Thinker ServiceNow-AI/Apriel-1.6-15b-Thinker
        2026-04-02 zai-org/GLM-4.5-Air-FP8 zai-org/GLM-4.7 mistralai/Mistral-Small-24B-Instruct-2501 Qwen/Qwen3-Next-80B-A3B-Instruct
        2026-03-31 meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8
        2026-03-06 mixedbread-ai/Mxbai-Rerank-Large-V2 meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo moonshotai/Kimi-K2-Thinking
        2026-03-06 moonshotai/Kimi-K2-Instruct-0905 meta-llama/Llama-3.2-3B-Instruct-Turbo
        2026-02-25 black-forest-labs/FLUX.1-dev black-forest-labs/FLUX.1-dev-lora black-forest-labs/FLUX.1-Kontext-dev
        2026-02-25 Qwen/Qwen3-VL-32B-Instruct meta-llama/Llama-3.2-3B-Instruct-Turbo-Classifier mistralai/Ministral-3-14B-Instruct
        2026-02-25 Qwen/Qwen3-Next-80B-A3B-Thinking Alibaba-NLP/gte-modernbert-base BAAI/bge-base-en-v1.5-vllm
        2026-02-25 meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo meta-llama/Llama-Guard-3-11B-Vision-Turbo meta-llama/LlamaGuard-2-8b
        2026-02-25 marin-community/Marin-8B-Instruct nvidia/Nvidia-Nemotron-Nano-9B-v2
        2026-02-06 togethercomputer/m2-bert-80M-32k-retrieval Salesforce/Llama-Rank-V1 togethercomputer/Refuel-Llm-V2
        2026-02-06 togethercomputer/Refuel-Llm-V2-Small Qwen/Qwen3-235B-A22B-fp8-tput meta-llama/Llama-4-Scout-17B-16E-Instruct
        2026-02-06 Qwen/Qwen2.5-72B-Instruct-Turbo meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo BAAI/bge-large-en-v1.5
        2026-02-03 deepseek-ai/DeepSeek-R1-0528-tput
        2026-01-05 Qwen/Qwen2.5-VL-72B-Instruct
        2025-12-23 deepseek-ai/DeepSeek-R1-Distill-Llama-70B meta-llama/Meta-Llama-3-70B-Instruct-Turbo
        2025-12-23 black-forest-labs/FLUX.1-schnell-free meta-llama/Meta-Llama-Guard-3-8B
        2025-11-19 deepcogito/cogito-v2-preview-deepseek-671b
        2025-11-17 arcee-ai/virtuoso-large arcee-ai/maestro-reasoning arcee_ai/arcee-spotlight arcee-ai/coder-large
        2025-11-13 deepseek-ai/DeepSeek-R1-Distill-Qwen-14B mistralai/Mistral-7B-Instruct-v0.1 Qwen/Qwen2.5-Coder-32B-Instruct
        2025-11-13 Qwen/QwQ-32B deepseek-ai/DeepSeek-R1-Distill-Llama-70B-free meta-llama/Llama-3.3-70B-Instruct-Turbo-Free
        2025-08-28 Qwen/Qwen2-VL-72B-Instruct nvidia/Llama-3.1-Nemotron-70B-Instruct-HF perplexity-ai/r1-1776
        2025-08-28 meta-llama/Meta-Llama-3-8B-Instruct google/gemma-2-27b-it Qwen/Qwen2-72B-Instruct meta-llama/Llama-Vision-Free
        2025-08-28 Qwen/Qwen2.5-14B meta-llama/Llama-3.2-11B-Vision-Instruct-Turbo NousResearch/Nous-Hermes-2-Mixtral-8x7B-DPO
        2025-08-28 deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B black-forest-labs/FLUX.1-depth black-forest-labs/FLUX.1-redux
        2025-08-28 black-forest-labs/FLUX.1-canny meta-llama/Llama-3-8b-chat-hf meta-llama/Llama-3.2-90B-Vision-Instruct-Turbo
        2025-07-25 arcee-ai/caller arcee-ai/arcee-blitz arcee-ai/virtuoso-medium-v2
        """);

    private static readonly HashSet<string> s_failInBatches = new(StringComparer.OrdinalIgnoreCase)
    {
        "deepseek-ai/DeepSeek-R1",
        "deepseek-ai/DeepSeek-V3.1",
        "deepseek-ai/DeepSeek-V4-Pro",
        "MiniMaxAI/MiniMax-M2.7",
        "moonshotai/Kimi-K2.5",
        "moonshotai/Kimi-K2.6",
        "Qwen/Qwen3.5-397B-A17B",
        "zai-org/GLM-5",
    };

    /// <summary>The day on which serverless inference stopped serving a model; null where the list does not have it.</summary>
    public static string? RemovalOf(string model) => s_removed.TryGetValue(model, out string? date) ? date : null;

    /// <summary>Whether a batch job for a model fails.</summary>
    public static bool FailsInBatch(string model) => s_failInBatches.Contains(model);

    private static Dictionary<string, string> Read(string list)
    {
        Dictionary<string, string> removed = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in list.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ');
            for (int i = 1; i < parts.Length; i++)
                removed[parts[i]] = parts[0];
        }

        return removed;
    }
}
