using TogetherAI.Engine.Tokenization.PreTokenizers;

namespace TogetherAI.Engine.Tokenization;

/// <summary>What a rank file of tiktoken does not say itself. Immutable and thread-safe.</summary>
public sealed record TiktokenOptions
{
    /// <summary>What gpt-oss has: <c>o200k_harmony</c>, with the marks of the harmony format.</summary>
    public static TiktokenOptions GptOss { get; } = new()
    {
        SpecialTokens = new Dictionary<string, int>
        {
            ["<|startoftext|>"] = 199_998,
            ["<|endoftext|>"] = 199_999,
            ["<|return|>"] = 200_002,
            ["<|constrain|>"] = 200_003,
            ["<|channel|>"] = 200_005,
            ["<|start|>"] = 200_006,
            ["<|end|>"] = 200_007,
            ["<|message|>"] = 200_008,
            ["<|call|>"] = 200_012,
            ["<|endofprompt|>"] = 200_018,
        },
    };

    /// <summary>The regular expression that text is cut by before bytes are merged.</summary>
    /// <value>Default that of GPT-4o and gpt-oss (<c>o200k</c>).</value>
    public string Pattern { get; init; } = WordScanner.O200kPattern;

    /// <summary>Special tokens and their ids, which no rank of the file may have.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, int> SpecialTokens { get; init; } = new Dictionary<string, int>();
}
