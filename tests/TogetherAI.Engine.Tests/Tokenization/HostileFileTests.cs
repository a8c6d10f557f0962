using System.Text;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization;

/// <summary>Files that cannot be read, contradict themselves or ask for what is not supported: refused, naming file and field.</summary>
public class HostileFileTests
{
    [Theory]
    [InlineData("model.vocab", """ "model": {"type": "Unigram", "vocab": []} """)]
    [InlineData("model.vocab", """ "model": {"type": "WordPiece", "vocab": {}} """)]
    [InlineData("model", """ "version": "1.0" """)]
    [InlineData("version", """ "version": "2.0" """)]
    [InlineData("surprise", """ "surprise": 1 """)]
    [InlineData("model.vocab", """ "model": {"type": "BPE", "vocab": {"a": 0, "b": 0}, "merges": []} """)]
    [InlineData("model.vocab", """ "model": {"type": "BPE", "vocab": {"a": 0, "a": 1}, "merges": []} """)]
    [InlineData("model.vocab", """ "model": {"type": "BPE", "vocab": {"a": -1}, "merges": []} """)]
    [InlineData("model.vocab", """ "model": {"type": "BPE", "vocab": {"a": 2000000000}, "merges": []} """)]
    [InlineData("model.vocab", """ "model": {"type": "BPE", "vocab": {"a": "0"}, "merges": []} """)]
    [InlineData("model.vocab", """ "model": {"type": "BPE", "vocab": [], "merges": []} """)]
    [InlineData("model.vocab", """ "model": {"type": "BPE", "vocab": {}, "merges": []} """)]
    [InlineData("model.merges", """ "model": {"type": "BPE", "vocab": {"a": 0}} """)]
    [InlineData("model.merges", """ "model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": ["a b"]} """)]
    [InlineData("model.merges", """ "model": {"type": "BPE", "vocab": {"a": 0, "aa": 1}, "merges": ["a a a"]} """)]
    [InlineData("model.merges", """ "model": {"type": "BPE", "vocab": {"a": 0, "aa": 1}, "merges": [["a"]]} """)]
    [InlineData("model.dropout", """ "model": {"type": "BPE", "dropout": 0.1, "vocab": {"a": 0}, "merges": []} """)]
    [InlineData("model.unk_token", """ "model": {"type": "BPE", "unk_token": "?", "vocab": {"a": 0}, "merges": []} """)]
    [InlineData("model.end_of_word_suffix", """ "model": {"type": "BPE", "end_of_word_suffix": "</w>", "vocab": {"a": 0}, "merges": []} """)]
    [InlineData("model.cache", """ "model": {"type": "BPE", "cache": 1, "vocab": {"a": 0}, "merges": []} """)]
    [InlineData("model.byte_fallback", """ "model": {"type": "BPE", "byte_fallback": 1, "vocab": {"a": 0}, "merges": []} """)]
    public void A_model_that_cannot_be_trusted_is_refused(string field, string fields)
    {
        ModelFormatException fault = TokenizerJson.Refuses(fields);
        Assert.Equal("tokenizer.json", fault.File);
        Assert.Equal(field, fault.Field);
        Assert.StartsWith($"tokenizer.json: {field} ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normalizer.type", """ "normalizer": {"type": "Nmt"} """)]
    [InlineData("normalizer.normalizers[1].pattern.Regex", """ "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": "("}, "content": ""}]} """)]
    [InlineData("normalizer.pattern.Regex", """ "normalizer": {"type": "Replace", "pattern": {"Regex": "(?m:.)"}, "content": ""} """)]
    [InlineData("pre_tokenizer.type", """ "pre_tokenizer": {"type": "UnicodeScripts"} """)]
    [InlineData("pre_tokenizer.behavior", """ "pre_tokenizer": {"type": "Split", "pattern": {"String": "x"}, "behavior": "Sideways"} """)]
    [InlineData("pre_tokenizer.pattern.String", """ "pre_tokenizer": {"type": "Split", "pattern": {"String": ""}, "behavior": "Isolated"} """)]
    [InlineData("pre_tokenizer.more", """ "pre_tokenizer": {"type": "ByteLevel", "more": true} """)]
    [InlineData("decoder.type", """ "decoder": {"type": "CTC"} """)]
    [InlineData("decoder.decoders[2].stop", """ "decoder": {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 0, "stop": 1}]} """)]
    [InlineData("decoder.decoders[1]", """ "decoder": {"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Replace", "pattern": {"String": "a"}, "content": "b"}]} """)]
    [InlineData("post_processor.type", """ "post_processor": {"type": "Mystery"} """)]
    [InlineData("added_tokens[0]", """ "added_tokens": [{"id": 0, "content": "z"}] """)]
    [InlineData("added_tokens[0]", """ "added_tokens": [{"id": 99, "content": "a"}] """)]
    [InlineData("added_tokens[0].id", """ "added_tokens": [{"id": -5, "content": "z"}] """)]
    [InlineData("added_tokens[1]", """ "added_tokens": [{"id": 9, "content": "z"}, {"id": 9, "content": "z"}] """)]
    public void A_component_that_is_not_supported_is_refused(string field, string fields) =>
        Assert.Equal(field, TokenizerJson.Refuses($$""" "model": {{TokenizerJson.Model}}, {{fields}} """).Field);

    [Fact]
    public void The_message_names_file_field_and_remedy() => Assert.Equal(
        "my.json: model.type 'Fancy' is not supported (BPE, Unigram, WordPiece and WordLevel are)",
        Assert.Throws<ModelFormatException>(() => Tokenizer.Parse("""{"model": {"type": "Fancy"}}"""u8.ToArray(), "my.json")).Message);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    [InlineData("""{"model": {"type": "\ud800"}}""")]
    public void What_is_no_such_file_at_all_is_refused(string json) =>
        Assert.Throws<ModelFormatException>(() => Tokenizer.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_file_cut_short_anywhere_is_refused()
    {
        byte[] file = Encoding.UTF8.GetBytes("{ \"model\": " + TokenizerJson.Model + "}");
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => Tokenizer.Parse(file.AsMemory(0, length)));
        }
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal([2], Tokenizer.Parse(Encoding.UTF8.GetBytes("\uFEFF{ \"model\": " + TokenizerJson.Model + "}")).Encode("ab"));
}
