using TogetherAI.Engine.Tokenization.Normalizers;
using TogetherAI.Engine.Tokenization.PreTokenizers;
using TogetherAI.Engine.Tokenization.Reading;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Tokenization.Gguf;

/// <summary>
/// What the names in <c>tokenizer.ggml.pre</c> stand for: how text is split before byte pairs are merged. GGUF has the names alone; the
/// patterns are those of the tokenizers that the names were given to.
/// </summary>
internal static class GgufPreTokenizers
{
    public const string Key = "tokenizer.ggml.pre";

    private static readonly RunePattern s_number = new(static rune => CharacterClasses.IsNumber(System.Text.Rune.GetUnicodeCategory(rune)));

    /// <summary>How text is normalised and split, and whether a piece that is a token as a whole is taken as that.</summary>
    public static (Normalizer? Normalizer, PreTokenizer Split, bool IgnoreMerges) For(GgufMetadata metadata)
    {
        string name = metadata.Text(Key) ?? "gpt-2";
        return name switch
        {
            "gpt-2" or "phi-2" or "olmo" or "mpt" or "gigachat" => (null, Gpt2(), false),
            "smollm" or "starcoder" or "refact" or "command-r" or "codeshell" or "exaone" => (null, new PreTokenizerSequence([Isolated(s_number), Gpt2()]), false),
            "falcon" => (null, Falcon(metadata), false),
            "llama-bpe" or "llama3" or "llama-v3" => (null, Scanner(WordScanner.Cl100k), true),
            "dbrx" or "smaug-bpe" => (null, Scanner(WordScanner.Cl100k), false),
            // Qwen's own tokenizer composes characters first.
            "qwen2" or "deepseek-r1-qwen" or "megrez" => (new UnicodeNormalizer(System.Text.NormalizationForm.FormC), Scanner(WordScanner.Qwen2), false),
            "gpt-4o" or "llama4" => (null, Scanner(WordScanner.O200k), false),
            _ => throw metadata.Fault(Key, $"is '{name}', which is not supported; gpt-2, smollm, llama-bpe, dbrx, qwen2 and gpt-4o are, and their relatives."),
        };
    }

    private static ByteLevelPreTokenizer Gpt2() => new(addPrefixSpace: false, useRegex: true);

    private static PreTokenizerSequence Falcon(GgufMetadata metadata) => new(
    [
        new PatternSplit(new RunePattern(BertPreTokenizer.IsPunctuation), SplitBehavior.Contiguous, invert: false),
        Gpt2(),
        new PatternSplit(s_number, SplitBehavior.Contiguous, invert: false),
        Isolated(new RegexPattern("[0-9][0-9][0-9]", metadata.File.Name, Key)),
    ]);

    private static PreTokenizerSequence Scanner(WordScanner scanner) =>
        new([Isolated(new ScannerPattern(scanner)), new ByteLevelPreTokenizer(addPrefixSpace: false, useRegex: false)]);

    private static PatternSplit Isolated(TextPattern pattern) => new(pattern, SplitBehavior.Isolated, invert: false);
}
