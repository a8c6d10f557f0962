using TogetherAI.Engine.Tokenization;
using TogetherAI.Engine.Tokenization.Gguf;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Models.Gguf;

/// <summary>What a GGUF file says beside weights and vocabulary: template, edge tokens, recommended sampling.</summary>
internal static class GgufDefaults
{
    public const string TemplateKey = "tokenizer.chat_template";
    public const string EndTokensKey = "tai.end_of_sequence_tokens";
    public const string MaxTokensKey = "tai.max_new_tokens";
    public const string SamplingPrefix = "general.sampling.";

    private static readonly string[] s_endKeys = [GgufTokenizerReader.EosKey, "tokenizer.ggml.eot_token_id", "tokenizer.ggml.eom_token_id"];

    // Chat models end a turn with one of these. Older files name the end of a text alone.
    private static readonly string[] s_endOfTurn = ["<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<end_of_turn>"];

    public static TokenizerConfig ReadTokens(GgufMetadata metadata, Tokenizer tokenizer)
    {
        return new TokenizerConfig(Token(GgufTokenizerReader.BosKey), Token(GgufTokenizerReader.EosKey), metadata.Text(TemplateKey), $"{metadata.File.Name}: {TemplateKey}");

        string? Token(string key) =>
            metadata.Has(key) && tokenizer.GetToken((int)metadata.Integer(key, min: 0)) is { Length: > 0 } token ? token : null;
    }

    public static GenerationDefaults ReadGeneration(GgufMetadata metadata, ModelSpec spec, Tokenizer tokenizer) => new()
    {
        EndOfSequenceTokens = ReadEnds(metadata, spec, tokenizer),
        MaxTokens = metadata.Has(MaxTokensKey) ? (int)metadata.Integer(MaxTokensKey) : null,
        Temperature = Number(metadata, "temp", 0, float.MaxValue),
        TopK = metadata.Has(SamplingPrefix + "top_k") && metadata.Integer(SamplingPrefix + "top_k", min: int.MinValue) is > 0 and long k ? (int)k : null,
        TopP = Number(metadata, "top_p", float.Epsilon, 1),
        MinP = Number(metadata, "min_p", 0, 1),
        RepetitionPenalty = Number(metadata, "penalty_repeat", float.Epsilon, float.MaxValue),
    };

    private static int[] ReadEnds(GgufMetadata metadata, ModelSpec spec, Tokenizer tokenizer)
    {
        if (metadata.Has(EndTokensKey))
        {
            return [.. metadata.Integers(EndTokensKey).Select(id => id >= 0 && id < spec.VocabularySize
                ? (int)id
                : throw metadata.Fault(EndTokensKey, $"holds {id}; token ids from 0 to {spec.VocabularySize - 1} are needed."))];
        }

        List<int> ends = [];
        foreach (string key in s_endKeys)
        {
            if (metadata.Has(key))
                ends.Add((int)metadata.Integer(key, min: 0, max: spec.VocabularySize - 1));
        }

        foreach (string token in s_endOfTurn)
        {
            if (tokenizer.TryGetId(token, out int id) && tokenizer.IsSpecial(id))
                ends.Add(id);
        }

        return [.. ends.Distinct()];
    }

    private static float? Number(GgufMetadata metadata, string field, float min, float max)
    {
        string key = SamplingPrefix + field;
        if (!metadata.Has(key))
            return null;
        float number = (float)metadata.Number(key);
        return number >= min && number <= max ? number : throw metadata.Fault(key, $"is {number}, which is out of bounds.");
    }
}
