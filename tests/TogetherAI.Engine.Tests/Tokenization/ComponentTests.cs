using System.Text;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization;

public class ComponentTests
{
    private const string Letters = """{"type": "BPE", "unk_token": "?", "vocab": {"?": 0, "a": 1, "b": 2, "▁": 3, "▁a": 4, "é": 5, "1": 6, "2": 7, "!": 8, "e": 9, "12": 10}, "merges": ["▁ a", "1 2"]}""";

    [Theory]
    [InlineData("""{"type": "NFC"}""", "e\u0301", new[] { 5 })]
    [InlineData("""{"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"}]}""", "é", new[] { 9 })]
    [InlineData("""{"type": "NFKC"}""", "¹", new[] { 6 })]
    [InlineData("""{"type": "Lowercase"}""", "AB", new[] { 1, 2 })]
    [InlineData("""{"type": "Strip", "strip_left": true, "strip_right": false}""", " a", new[] { 1 })]
    [InlineData("""{"type": "Replace", "pattern": {"Regex": "[xy]+"}, "content": "b"}""", "axya", new[] { 1, 2, 1 })]
    [InlineData("""{"type": "Prepend", "prepend": "▁"}""", "a", new[] { 4 })]
    public void Normalizers_rewrite_the_text(string normalizer, string text, int[] expected) =>
        Assert.Equal(expected, TokenizerJson.Parse($$""" "model": {{Letters}}, "normalizer": {{normalizer}} """).Encode(text));

    [Theory]
    [InlineData("""{"type": "Digits", "individual_digits": true}""", "a12", new[] { 1, 6, 7 })]
    [InlineData("""{"type": "Digits"}""", "a12", new[] { 1, 10 })]
    [InlineData("""{"type": "WhitespaceSplit"}""", " a b ", new[] { 1, 2 })]
    [InlineData("""{"type": "Whitespace"}""", "a! b", new[] { 1, 8, 2 })]
    [InlineData("""{"type": "Punctuation"}""", "1!2", new[] { 6, 8, 7 })]
    [InlineData("""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"}""", "a a", new[] { 4, 4 })]
    [InlineData("""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never"}""", "a a", new[] { 1, 4 })]
    public void Pre_tokenizers_cut_the_text(string preTokenizer, string text, int[] expected) =>
        Assert.Equal(expected, TokenizerJson.Parse($$""" "model": {{Letters}}, "pre_tokenizer": {{preTokenizer}} """).Encode(text));

    [Fact]
    public void A_word_mark_is_set_at_the_start_of_the_text_only_where_the_scheme_is_first()
    {
        Tokenizer tokenizer = TokenizerJson.Parse($$"""
            "model": {{Letters}}, "added_tokens": [{"id": 20, "content": "<s>", "special": true}],
            "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first"}
            """);
        Assert.Equal([4, 20, 1], tokenizer.Encode("a<s>a", SpecialTokens.Parse));
    }

    [Theory]
    [InlineData(false, new[] { 1, 0, 0, 2 })]
    [InlineData(true, new[] { 1, 0, 2 })]
    public void Unknown_characters_are_fused_where_the_file_says_so(bool fuse, int[] expected) =>
        Assert.Equal(expected, TokenizerJson.Parse($$""" "model": {"fuse_unk": {{(fuse ? "true" : "false")}}, {{Letters[1..]}} """).Encode("axyb"));

    [Fact]
    public void Tokens_around_a_text_are_told_and_never_added()
    {
        Tokenizer tokenizer = TokenizerJson.Parse($$$"""
            "model": {{{Letters}}}, "post_processor": {"type": "Sequence", "processors": [{"type": "ByteLevel"}, {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "?", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "?", "type_id": 0}}],
            "pair": [], "special_tokens": {"?": {"id": "?", "ids": [0], "tokens": ["?"]} } }]}
            """);
        Assert.Equal([0], tokenizer.LeadingTokens.ToArray());
        Assert.Equal([0], tokenizer.TrailingTokens.ToArray());
        Assert.Equal([1], tokenizer.Encode("a"));
    }

    [Fact]
    public void Lone_surrogates_count_as_the_replacement_character()
    {
        Assert.Equal(Tokenizers.TaiTiny.Encode("a\uFFFDb\uFFFD"), Tokenizers.TaiTiny.Encode("a\uDC00b\uD800"));
        Assert.Equal("\uFFFD😀", Tokenizers.TaiTiny.Decode(Tokenizers.TaiTiny.Encode("\uD83D\uD83D\uDE00")));
    }

    [Fact]
    public void A_megabyte_of_one_letter_is_encoded_like_any_text()
    {
        string text = new('a', 1 << 20);
        Assert.Equal(text, Tokenizers.TaiTiny.Decode(Tokenizers.TaiTiny.Encode(text)));
        string spaces = new(' ', 1 << 20);
        Assert.Equal(spaces, Tokenizers.TaiTiny.Decode(Tokenizers.TaiTiny.Encode(spaces)));
    }

    [Fact]
    public void Many_threads_get_the_same_tokens()
    {
        string text = string.Join(' ', Enumerable.Range(0, 40_000).Select(static i => "word" + i));
        int[] expected = Tokenizers.TaiTiny.Encode(text);
        Tokenizer fresh = Tokenizer.Parse(File.ReadAllBytes(TogetherAI.Testing.RepositoryFiles.Path("src", "TogetherAI.Local", "Models", "tai-tiny", "tokenizer.json")));
        int[][] encoded = new int[8][];
        Parallel.For(0, encoded.Length, i => encoded[i] = fresh.Encode(text));
        Assert.All(encoded, tokens => Assert.Equal(expected, tokens));
    }
}
