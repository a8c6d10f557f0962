using TogetherAI.Engine.Models;
using TogetherAI.Engine.Models.Gguf;
using TogetherAI.Engine.Tokenization.Gguf;

namespace TogetherAI.Engine.Conversion;

/// <summary>Writes what a model has beside weights and vocabulary, for <see cref="GgufDefaults"/> and for llama.cpp.</summary>
internal static class GgufDefaultsWriter
{
    public static void Write(GgufWriter writer, ModelContent content)
    {
        if (content.Config.TemplateText is { } template)
            writer.Add(GgufDefaults.TemplateKey, template);
        AddToken(writer, content, GgufTokenizerReader.BosKey, content.Config.BosToken);
        AddToken(writer, content, GgufTokenizerReader.EosKey, content.Config.EosToken);
        GenerationDefaults defaults = content.Defaults;
        writer.Add(GgufDefaults.EndTokensKey, [.. defaults.EndOfSequenceTokens]);
        if (defaults.MaxTokens is { } tokens)
            writer.Add(GgufDefaults.MaxTokensKey, tokens);
        if (defaults.TopK is { } k)
            writer.Add(GgufDefaults.SamplingPrefix + "top_k", k);
        Add("temp", defaults.Temperature);
        Add("top_p", defaults.TopP);
        Add("min_p", defaults.MinP);
        Add("penalty_repeat", defaults.RepetitionPenalty);

        void Add(string field, float? value)
        {
            if (value is { } number)
                writer.Add(GgufDefaults.SamplingPrefix + field, (double)number);
        }
    }

    private static void AddToken(GgufWriter writer, ModelContent content, string key, string? token)
    {
        if (token is not null && content.Tokenizer.TryGetId(token, out int id))
            writer.Add(key, id);
    }
}
