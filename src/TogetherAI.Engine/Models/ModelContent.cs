using TogetherAI.Engine.Models.Gguf;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Engine.Tokenization.Gguf;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Models;

/// <summary>What the files of a model hold, whichever layout they have.</summary>
internal sealed record ModelContent(Decoder Decoder, Tokenizer Tokenizer, TokenizerConfig Config, GenerationDefaults Defaults)
{
    public const string TokenizerFile = "tokenizer.json";
    public const int MaxTokenizerBytes = 256 << 20;
    private const string TekkenFile = "tekken.json";

    public static ModelContent Of(ModelFiles files, LanguageModelOptions? options) =>
        files.GgufFile is { } gguf ? OfGguf(files, gguf, options) : OfFolder(files, options);

    public static ModelContent OfFolder(ModelFiles files, LanguageModelOptions? options)
    {
        Decoder decoder = Decoder.Load(files, options);
        // Mistral's own releases have the one, what others made of them the other.
        bool isTekken = !files.Exists(TokenizerFile) && files.Exists(TekkenFile);
        MappedFile file = files.Open(isTekken ? TekkenFile : TokenizerFile);
        byte[] content = file.ReadAll(MaxTokenizerBytes);
        Tokenizer tokenizer = isTekken ? Tokenizer.ParseTekken(content, file.Name) : Tokenizer.Parse(content, file.Name);
        RefuseForeign(tokenizer, decoder, file.Name, isTekken ? "vocab" : "model.vocab");
        TokenizerConfig config = TokenizerConfig.Read(files);
        return new ModelContent(decoder, tokenizer, config, GenerationDefaultsReader.Read(files, decoder.Spec, tokenizer, config.EosToken));
    }

    private static ModelContent OfGguf(ModelFiles files, string name, LanguageModelOptions? options)
    {
        GgufFile gguf = GgufFile.Open(files, name);
        Decoder decoder = Decoder.Load(gguf, options);
        Tokenizer tokenizer = GgufTokenizerReader.Read(gguf.Metadata);
        RefuseForeign(tokenizer, decoder, name, GgufVocabulary.TokensKey);
        TokenizerConfig config = GgufDefaults.ReadTokens(gguf.Metadata, tokenizer);
        return new ModelContent(decoder, tokenizer, config, GgufDefaults.ReadGeneration(gguf.Metadata, decoder.Spec, tokenizer));
    }

    private static void RefuseForeign(Tokenizer tokenizer, Decoder decoder, string file, string field)
    {
        if (tokenizer.VocabularySize > decoder.Spec.VocabularySize)
            throw new ModelFormatException(
                file, field, $"has {tokenizer.VocabularySize} tokens, but the model only {decoder.Spec.VocabularySize}: they do not belong together.");
    }
}
