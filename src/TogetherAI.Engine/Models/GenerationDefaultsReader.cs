using System.Text.Json;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Models;

/// <summary>Gathers <see cref="GenerationDefaults"/> from the three files that may hold them.</summary>
internal static class GenerationDefaultsReader
{
    private const string FileName = "generation_config.json";
    private const string EndTokens = "eos_token_id";

    public static GenerationDefaults Read(ModelFiles files, ModelSpec spec, Tokenizer tokenizer, string? endToken)
    {
        ConfigReader? generation = files.Exists(FileName) ? ConfigReader.Open(files.Open(FileName)) : null;
        int[]? ends = (generation is null ? null : ReadTokens(generation, spec)) ?? ReadTokens(ConfigReader.Open(files.Open(ModelSpecReader.FileName)), spec);
        if (ends is null && endToken is not null && tokenizer.TryGetId(endToken, out int id))
            ends = [id];
        GenerationDefaults defaults = new() { EndOfSequenceTokens = ends ?? [] };
        return generation is null ? defaults : defaults with
        {
            MaxTokens = generation.Find("max_new_tokens") is null ? null : generation.Integer("max_new_tokens"),
            Temperature = generation.Flag("do_sample", absent: true) ? Number("temperature", 0, float.MaxValue) : 0,
            // Hugging Face writes 0 for "no limit".
            TopK = generation.Find("top_k") is not null && generation.Integer("top_k", min: 0) is > 0 and int k ? k : null,
            TopP = Number("top_p", float.Epsilon, 1),
            MinP = Number("min_p", 0, 1),
            RepetitionPenalty = Number("repetition_penalty", float.Epsilon, float.MaxValue),
        };

        float? Number(string field, float min, float max)
        {
            if (generation.Find(field) is null)
                return null;
            float number = (float)generation.Number(field);
            return number >= min && number <= max ? number : throw generation.Fault(field, $"is {number}, which is out of bounds.");
        }
    }

    /// <summary>One id or a list of them; null where the file names none.</summary>
    private static int[]? ReadTokens(ConfigReader config, ModelSpec spec)
    {
        if (config.Find(EndTokens) is not { } value)
            return null;
        IEnumerable<JsonElement> ids = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
        return [.. ids.Select(Id)];

        int Id(JsonElement id) =>
            id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out int token) && (uint)token < (uint)spec.VocabularySize
                ? token
                : throw config.Fault(EndTokens, $"holds {ConfigReader.Short(id)}; token ids from 0 to {spec.VocabularySize - 1} are needed.");
    }
}
