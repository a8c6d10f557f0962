using System.Text;
using System.Text.Json.Nodes;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Engine.Tokenization.Reading;
using TogetherAI.Engine.Tokenization.Words;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Tokenization.Words;

/// <summary>Going word by word gives what the steps of the file give when they are done one after another on the whole.</summary>
public class WordEncoderTests
{
    private const int Cases = 10_000, CasesOfOthers = 3_000;
    private const string Gpt2 = """{"type": "ByteLevel", "add_prefix_space": false}""";
    private const string Writer = """{"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}""";
    private const string Gpt4o = """[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+""";
    private const string Llama3 = """(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+""";

    [Theory]
    [InlineData("gpt-2")]
    [InlineData("falcon")]
    [InlineData("phi-3")]
    [InlineData("tai-tiny")]
    public void A_real_tokenizer_gives_the_same(string name) => Compare(File.ReadAllBytes(name == "tai-tiny"
        ? RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny", "tokenizer.json")
        : RepositoryFiles.Shared("data", "tokenizers", name, "tokenizer.json")), Cases);

    /// <summary>GPT-2's vocabulary, split in the ways of other families.</summary>
    [Theory]
    [InlineData($$"""{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, {{Gpt2}}]}""")]
    [InlineData($$"""{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": false}, {"type": "Punctuation"}, {{Gpt2}}]}""")]
    [InlineData($$"""{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "{{Llama3}}"}, "behavior": "Isolated"}, {{Writer}}]}""")]
    [InlineData($$"""{"type": "Sequence", "pretokenizers": [{"type": "Punctuation", "behavior": "Contiguous"}, {"type": "Split", "pattern": {"Regex": "{{Llama3}}"}, "behavior": "Isolated"}, {{Writer}}]}""")]
    [InlineData($$"""{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, {"type": "Split", "pattern": {"Regex": "{{Gpt4o}}"}, "behavior": "Isolated"}, {{Writer}}]}""")]
    [InlineData($$"""{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "{{Gpt4o}}"}, "behavior": "Isolated"}, {"type": "ByteLevel", "use_regex": true}]}""")]
    public void Another_way_to_split_gives_the_same(string split) => Compare(Changed("gpt-2", file => file["pre_tokenizer"] = JsonNode.Parse(split)), CasesOfOthers);

    /// <summary>Phi-3's vocabulary, with the marks written in the ways of other families.</summary>
    [Theory]
    [InlineData("null", """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": false}""")]
    [InlineData("null", """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": false}""")]
    [InlineData("""{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""", "null")]
    [InlineData("""{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}""", """{"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": false}""")]
    public void Another_way_to_write_marks_gives_the_same(string normalizer, string split) => Compare(Changed("phi-3", file =>
    {
        file["normalizer"] = JsonNode.Parse(normalizer);
        file["pre_tokenizer"] = JsonNode.Parse(split);
    }), CasesOfOthers);

    /// <summary>Where a token reaches from one word into the next, words are not taken apart.</summary>
    [Fact]
    public void Words_that_a_token_reaches_across_are_not_cut()
    {
        byte[] file = Changed("phi-3", static file =>
        {
            file["model"]!["vocab"]!["e▁"] = 40_000;
            file["model"]!["merges"]!.AsArray().Insert(0, JsonNode.Parse("""["e", "▁"]"""));
        });
        Assert.Null(WordEncoder.For(TokenizerReader.Read(file, "tokenizer.json")));
        Assert.Contains(40_000, Tokenizer.Parse(file).Encode("the end"));
    }

    private static byte[] Changed(string name, Action<JsonNode> change)
    {
        JsonNode file = JsonNode.Parse(File.ReadAllBytes(RepositoryFiles.Shared("data", "tokenizers", name, "tokenizer.json")))!;
        change(file);
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }

    private static void Compare(byte[] file, int cases)
    {
        Assert.NotNull(WordEncoder.For(TokenizerReader.Read(file, "tokenizer.json")));
        Tokenizer fast = new(TokenizerReader.Read(file, "tokenizer.json")), slow = new(TokenizerReader.Read(file, "tokenizer.json"), wordByWord: false);
        Random random = new(29);
        for (int i = 0; i < cases; i++)
        {
            string text = RandomText.Create(random);
            SpecialTokens special = i % 4 == 0 ? SpecialTokens.Parse : SpecialTokens.AsText;
            int[] expected = slow.Encode(text, special), found = fast.Encode(text, special);
            if (!expected.AsSpan().SequenceEqual(found))
                Assert.Fail($"case {i}: {System.Text.Json.JsonSerializer.Serialize(text)}\n{string.Join(' ', expected)}\n{string.Join(' ', found)}");
        }
    }
}
