using System.Buffers.Binary;
using System.Text;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization;

/// <summary>What the tokenizers of embedding models have that those of chat models do not; expectations worked out by hand.</summary>
public class EmbeddingTokenizerTests
{
    private const string Words = """{"type": "WordPiece", "unk_token": "[UNK]", "max_input_chars_per_word": 8, "vocab": {"[UNK]": 0, "un": 1, "##aff": 2, "##able": 3, "the": 4, ".": 5, "##😀": 6, "中": 7, "e": 8, "able": 9, "don": 10, "'": 11, "t": 12}}""";

    private const string Pieces = """{"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["▁a", -1], ["▁", -2], ["a", -2], ["b", -2.5], ["ab", -3.2], ["abc", -9], ["c", -3], ["bc", -4]]}""";

    [Theory]
    [InlineData("unaffable", new[] { 0 })]
    [InlineData("unable", new[] { 1, 3 })]
    [InlineData("unaff", new[] { 1, 2 })]
    [InlineData("un😀", new[] { 1, 6 })]
    [InlineData("unx", new[] { 0 })]
    [InlineData("the unable.", new[] { 4, 1, 3, 5 })]
    public void A_word_is_its_longest_pieces_or_unknown(string text, int[] expected) =>
        Assert.Equal(expected, TokenizerJson.Parse($$""" "model": {{Words}}, "pre_tokenizer": {"type": "BertPreTokenizer"} """).Encode(text));

    [Theory]
    [InlineData("""{"type": "BertNormalizer"}""", "THÉ\u0000 中\tthe", new[] { 4, 7, 4 })]
    [InlineData("""{"type": "BertNormalizer", "lowercase": false, "strip_accents": true}""", "thé", new[] { 4 })]
    [InlineData("""{"type": "BertNormalizer", "lowercase": false}""", "thé", new[] { 0 })]
    [InlineData("""{"type": "BertNormalizer", "handle_chinese_chars": false}""", "the中", new[] { 0 })]
    public void BERTs_normalizer_rewrites_the_text(string normalizer, string text, int[] expected) => Assert.Equal(
        expected, TokenizerJson.Parse($$""" "model": {{Words}}, "normalizer": {{normalizer}}, "pre_tokenizer": {"type": "BertPreTokenizer"} """).Encode(text));

    [Fact]
    public void Words_are_joined_again()
    {
        Tokenizer tokenizer = TokenizerJson.Parse($$""" "model": {{Words}}, "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true} """);
        Assert.Equal("unable the.", tokenizer.Decode([1, 3, 4, 5]));
        Assert.Equal("##able able", tokenizer.Decode([3, 9]));
        Assert.Equal("don ' t", tokenizer.Decode([10, 11, 12]));
        TokenTextDecoder decoder = tokenizer.CreateDecoder();
        Assert.Equal("unable the.", string.Concat(new[] { 1, 3, 4, 5 }.Select(decoder.Append)));
    }

    // The scores are logarithms: the way with the highest sum is the one.
    [Theory]
    [InlineData("ab", new[] { 5 })] // -3.2 beats -4.5
    [InlineData("abc", new[] { 3, 8 })] // a+bc -6 beats ab+c -6.2 and abc -9
    [InlineData("▁ab", new[] { 1, 4 })] // ▁a+b -3.5 beats ▁+ab -5.2
    [InlineData("axxb", new[] { 3, 0, 4 })]
    [InlineData("😀", new[] { 0 })]
    [InlineData("", new int[0])]
    public void The_likeliest_way_to_write_a_text_is_taken(string text, int[] expected) =>
        Assert.Equal(expected, TokenizerJson.Parse($""" "model": {Pieces} """).Encode(text));

    [Fact]
    public void An_unknown_character_is_its_bytes_where_the_file_says_so()
    {
        string bytes = string.Join(", ", Enumerable.Range(0, 256).Select(value => $"[\"<0x{value:X2}>\", -20]"));
        Tokenizer tokenizer = TokenizerJson.Parse($$""" "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": true, "vocab": [["<unk>", 0], ["a", -1], {{bytes}}]}, "decoder": {"type": "ByteFallback"} """);
        Assert.Equal([1, 2 + 0xC3, 2 + 0xA9], tokenizer.Encode("aé"));
        Assert.Equal("aé", tokenizer.Decode([1, 2 + 0xC3, 2 + 0xA9]));
    }

    [Theory]
    [InlineData("""{"type": "Unigram", "unk_id": 9, "vocab": [["a", -1]]}""", "model.unk_id")]
    [InlineData("""{"type": "Unigram", "vocab": [["a"]]}""", "model.vocab")]
    [InlineData("""{"type": "Unigram", "vocab": [["a", -1], ["a", -2]]}""", "model.vocab")]
    [InlineData("""{"type": "WordPiece", "unk_token": "?", "vocab": {"a": 0}}""", "model.unk_token")]
    [InlineData("""{"type": "Fancy", "vocab": {"a": 0}}""", "model.type")]
    public void A_broken_model_is_refused_with_its_field(string model, string field) =>
        Assert.Contains(field, TokenizerJson.Refuses($""" "model": {model} """).Message, StringComparison.Ordinal);

    [Fact]
    public void A_character_map_replaces_what_it_has()
    {
        string map = Convert.ToBase64String(Map(("ﬁ", "fi"), ("Ⅻ", "XII"), ("e\u0301", "é"), ("\u200B", "")));
        Tokenizer tokenizer = TokenizerJson.Parse($$"""
            "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "fin": 1, "XII": 2, "é": 3, "ab": 4, "中😀": 5} },
            "normalizer": {"type": "Precompiled", "precompiled_charsmap": "{{map}}"}, "pre_tokenizer": {"type": "WhitespaceSplit"}
            """);
        Assert.Equal([1, 2, 3, 4, 5], tokenizer.Encode("ﬁn Ⅻ e\u0301 a\u200Bb 中😀"));
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("/////w==")]
    [InlineData("?")]
    public void A_broken_character_map_is_refused_or_replaces_nothing(string map)
    {
        string file = $$""" "model": {{Words}}, "normalizer": {"type": "Precompiled", "precompiled_charsmap": "{{map}}"} """;
        if (map == "AAAA")
            Assert.Contains("precompiled_charsmap", TokenizerJson.Refuses(file).Message, StringComparison.Ordinal);
        else
            Assert.Throws<ModelFormatException>(() => TokenizerJson.Parse(file));
    }

    /// <summary>A map as SentencePiece writes it: a double array, here with a block of 256 places for each node, and the texts after it.</summary>
    private static byte[] Map(params (string From, string To)[] entries)
    {
        uint[] units = new uint[256 * 32];
        List<byte> texts = [];
        uint blocks = 1;
        Dictionary<string, uint> bases = [];
        uint Base(string path) => bases.TryGetValue(path, out uint known) ? known : bases[path] = 256 * blocks++;
        uint Link(uint at, uint target) => (at ^ target) << 10;
        units[0] = Link(0, Base(""));
        foreach ((string from, string to) in entries)
        {
            string path = "";
            byte[] bytes = Encoding.UTF8.GetBytes(from);
            for (int i = 0; i < bytes.Length; i++)
            {
                uint at = Base(path) ^ bytes[i];
                path += $"{bytes[i]},";
                units[at] |= bytes[i] | Link(at, Base(path));
                if (i == bytes.Length - 1)
                {
                    units[at] |= 1 << 8;
                    units[Base(path)] = (uint)texts.Count | 0x80000000;
                }
            }

            texts.AddRange(Encoding.UTF8.GetBytes(to));
            texts.Add(0);
        }

        byte[] map = new byte[4 + (units.Length * 4) + texts.Count];
        BinaryPrimitives.WriteInt32LittleEndian(map, units.Length * 4);
        for (int i = 0; i < units.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(map.AsSpan(4 + (i * 4)), units[i]);
        texts.CopyTo(map, 4 + (units.Length * 4));
        return map;
    }
}
