using System.Text.Json;
using TogetherAI.Engine.Tokenization.Decoders;
using TogetherAI.Engine.Tokenization.Normalizers;
using TogetherAI.Engine.Tokenization.PreTokenizers;

namespace TogetherAI.Engine.Tokenization.Reading;

/// <summary>Reads <c>tokenizer.json</c> (format version 1.0 of Hugging Face's <c>tokenizers</c>).</summary>
internal static class TokenizerReader
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static TokenizerParts Read(ReadOnlyMemory<byte> json, string source)
    {
        if (json.Span.StartsWith(ByteOrderMark)) json = json[ByteOrderMark.Length..];
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(new JsonField(document.RootElement, string.Empty, source));
        }
        catch (JsonException fault)
        {
            throw new ModelFormatException(source, $"is no valid JSON, or only a part of the file ({fault.Message})", fault);
        }
        catch (InvalidOperationException fault)
        {
            // What the JSON reader throws at a string with half a surrogate pair or bytes that are no UTF-8.
            throw new ModelFormatException(source, $"holds text that is no valid Unicode ({fault.Message})", fault);
        }
    }

    private static TokenizerParts Read(JsonField file)
    {
        // "truncation" and "padding" shape batches, and the reference overrides them at every call; they do not change which tokens a text has.
        file.AllowOnly("version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        if (file.Optional("version") is JsonField version && version.Text() != "1.0") throw version.NotSupported(version.Text(), "1.0 is");

        Dictionary<string, int> modelTokens = ModelReader.ReadVocabulary(file.Required("model"));
        List<AddedToken> added = AddedTokenReader.Read(file.Optional("added_tokens"), modelTokens);
        Vocabulary vocabulary = new(modelTokens, added);
        Normalizer? normalizer = file.Optional("normalizer") is JsonField normalizers ? NormalizerReader.Read(normalizers) : null;
        PreTokenizer? preTokenizer = file.Optional("pre_tokenizer") is JsonField splits ? PreTokenizerReader.Read(splits) : null;
        (int[] leading, int[] trailing) = PostProcessorReader.Read(file.Optional("post_processor"), vocabulary);
        return new TokenizerParts(
            vocabulary,
            new AddedTokenSplitter(added, normalizer),
            normalizer,
            preTokenizer,
            ModelReader.Read(file.Required("model"), modelTokens, added),
            new DecoderPlan(DecoderReader.Read(file.Optional("decoder")), vocabulary),
            leading,
            trailing);
    }
}
