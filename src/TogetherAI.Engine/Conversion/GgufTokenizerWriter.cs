using System.Text.Json;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Engine.Tokenization.Gguf;

namespace TogetherAI.Engine.Conversion;

/// <summary>
/// Writes a <c>tokenizer.json</c> into GGUF: whole, which is what this engine reads, and once more as ggml's own keys for other readers,
/// where those can say what it does. Where they cannot, other readers see a model without a vocabulary instead of a wrong one.
/// </summary>
internal static class GgufTokenizerWriter
{
    private static readonly Dictionary<string, string> s_preNames = new(StringComparer.Ordinal)
    {
        [@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = "qwen2",
        [@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = "llama-bpe",
        [@"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"] = "gpt-4o",
    };

    public static void Write(GgufWriter writer, Tokenizer tokenizer, string json, ModelSpec spec)
    {
        writer.Add(GgufTokenizerReader.HuggingFaceKey, json);
        WriteKeys(writer, tokenizer, json, spec.VocabularySize);
    }

    /// <summary>ggml's own keys, with as many tokens as the model has rows.</summary>
    public static void WriteKeys(GgufWriter writer, Tokenizer tokenizer, string json, int count)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement file = document.RootElement, model = file.GetProperty("model");
        bool bytes = Mentions(file, "decoder", "ByteLevel");
        bool pieces = model.TryGetProperty("byte_fallback", out JsonElement fallback) && fallback.ValueKind == JsonValueKind.True;
        string? pre = bytes ? PreName(file) : null;
        if (pre is null && !pieces)
        {
            writer.Add(GgufTokenizerReader.ModelKey, "no_vocab");
            return;
        }

        string[] merges = Merges(model);
        writer.Add(GgufTokenizerReader.ModelKey, bytes ? "gpt2" : "llama");
        writer.Add(GgufPreTokenizers.Key, pre ?? "default");
        writer.Add(GgufVocabulary.TokensKey, [.. Enumerable.Range(0, count).Select(id => tokenizer.GetToken(id) is { Length: > 0 } token ? token : $"[PAD{id}]")]);
        writer.Add(GgufVocabulary.TypesKey, [.. Enumerable.Range(0, count).Select(id => TypeOf(tokenizer, id, pieces))]);
        if (bytes)
            writer.Add(GgufTokenizerReader.MergesKey, merges);
        else
            writer.Add(GgufTokenizerReader.ScoresKey, Scores(tokenizer, merges, count));
        writer.Add("tokenizer.ggml.add_bos_token", tokenizer.LeadingTokens.Length > 0);
        writer.Add("tokenizer.ggml.add_eos_token", tokenizer.TrailingTokens.Length > 0);
        if (pieces)
            writer.Add("tokenizer.ggml.add_space_prefix", Mentions(file, "normalizer", "Prepend") || Mentions(file, "pre_tokenizer", "Metaspace"));
    }

    private static int TypeOf(Tokenizer tokenizer, int id, bool pieces) =>
        tokenizer.GetToken(id).Length == 0 ? GgufVocabulary.Unused
        : tokenizer.IsSpecial(id) ? GgufVocabulary.Control
        : pieces && tokenizer.GetToken(id) is ['<', '0', 'x', _, _, '>'] ? GgufVocabulary.Byte
        : tokenizer.IsAdded(id) ? GgufVocabulary.UserDefined
        : GgufVocabulary.Normal;

    /// <summary>The earlier a merge makes a token, the better its score; what no merge makes, no merge can make.</summary>
    private static float[] Scores(Tokenizer tokenizer, string[] merges, int count)
    {
        float[] scores = new float[count];
        for (int rank = merges.Length - 1; rank >= 0; rank--)
        {
            if (tokenizer.TryGetId(merges[rank].Replace(" ", "", StringComparison.Ordinal), out int id))
                scores[id] = -rank;
        }

        return scores;
    }

    private static string[] Merges(JsonElement model) =>
        [.. model.GetProperty("merges").EnumerateArray().Select(static merge => merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}")];

    /// <summary>ggml's name for the way in which text is split; null where it has none.</summary>
    private static string? PreName(JsonElement file)
    {
        if (!file.TryGetProperty("pre_tokenizer", out JsonElement splitter) || splitter.ValueKind != JsonValueKind.Object)
            return null;
        JsonElement[] steps = splitter.TryGetProperty("pretokenizers", out JsonElement list) ? [.. list.EnumerateArray()] : [splitter];
        switch (string.Join(' ', steps.Select(static step => step.GetProperty("type").GetString())))
        {
            case "ByteLevel" when IsGpt2(steps[0]):
                return "gpt-2";
            case "Digits ByteLevel" when Flag(steps[0], "individual_digits", absent: false) && IsGpt2(steps[1]):
                return "smollm";
            case "Punctuation ByteLevel Digits Split" when IsGpt2(steps[1]) && Pattern(steps[3]) == "[0-9][0-9][0-9]":
                return "falcon";
            case "Split ByteLevel" when !Flag(steps[1], "use_regex", absent: true):
                return s_preNames.GetValueOrDefault(Pattern(steps[0]));
            default:
                return null;
        }
    }

    private static bool IsGpt2(JsonElement step) => Flag(step, "use_regex", absent: true) && !Flag(step, "add_prefix_space", absent: true);

    private static string Pattern(JsonElement step) =>
        step.TryGetProperty("pattern", out JsonElement pattern) && pattern.TryGetProperty("Regex", out JsonElement regex) ? regex.GetString()! : "";

    private static bool Flag(JsonElement step, string name, bool absent) =>
        step.TryGetProperty(name, out JsonElement flag) ? flag.ValueKind == JsonValueKind.True : absent;

    private static bool Mentions(JsonElement file, string part, string type) =>
        file.TryGetProperty(part, out JsonElement value) && value.GetRawText().Contains($"\"{type}\"", StringComparison.Ordinal);
}
