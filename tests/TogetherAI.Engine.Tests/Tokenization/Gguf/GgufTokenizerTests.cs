using System.Text.Json.Nodes;
using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Tests.Weights.Gguf;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Engine.Tokenization.Gguf;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Tokenization.Gguf;

public class GgufTokenizerTests
{
    /// <summary>The tokenizer said in ggml's keys alone, read back, gives the ids that the reference implementations gave.</summary>
    [Theory]
    [InlineData("gpt-2")]
    [InlineData("falcon")]
    [InlineData("phi-3")]
    public void Ggmls_keys_alone_meet_every_vector_of_a_real_model(string model)
    {
        string json = File.ReadAllText(RepositoryFiles.Shared("data", "tokenizers", model, "tokenizer.json"));
        JsonArray vectors = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Shared("data", "tokenizers", model, "vectors.json")))!.AsArray();
        Read(Keys(Tokenizers.Shared(model), json), tokenizer =>
        {
            foreach (JsonNode? vector in vectors)
            {
                string text = (string)vector!["text"]!;
                int[] ids = [.. vector["ids"]!.AsArray().Select(static id => (int)id!)];
                Assert.Equal(ids, tokenizer.Encode(text, SpecialTokens.Parse));
                Assert.Equal(text, tokenizer.Decode(ids));
            }
        });
        Assert.True(vectors.Count > 40, "The vectors are gone.");
    }

    [Fact]
    public void Ggmls_keys_alone_meet_every_vector_of_tai_tiny()
    {
        JsonArray vectors = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("tests", "data", "tai-tiny", "tokenizer_vectors.json")))!["vectors"]!.AsArray();
        string json = File.ReadAllText(Path.Combine(TaiTiny.Folder, "tokenizer.json"));
        Read(Keys(Tokenizers.TaiTiny, json), tokenizer =>
        {
            // ggml's "qwen2" composes characters first, as Qwen's own tokenizer does; tai-tiny does not.
            foreach (JsonNode? vector in vectors.Where(vector => ((string)vector!["text"]!).IsNormalized()))
            {
                int[] ids = [.. vector!["ids"]!.AsArray().Select(static id => (int)id!)];
                Assert.Equal(ids, tokenizer.Encode((string)vector["text"]!, SpecialTokens.Parse));
                Assert.Equal((string)vector["decoded_skip_special"]!, tokenizer.Decode(ids, skipSpecial: true));
            }
        });
    }

    [Fact]
    public void Sentencepiece_merges_the_best_score_first_and_the_leftmost_of_equals()
    {
        // abc is best of all, but not to be made of its letters at once; yz stands before xy in the file, and their scores are alike.
        byte[] file = SentencePiece(
            ["<unk>", "<s>", "a", "b", "c", "ab", "bc", "abc", "▁", "▁a", "<0x64>", "x", "y", "z", "yz", "xy"],
            [0, 0, -9, -9, -9, -2, -2, -1, -9, -3, 0, -9, -9, -9, -4, -4],
            [2, 3, 1, 1, 1, 1, 1, 1, 1, 1, 6, 1, 1, 1, 1, 1]);
        Read(file, tokenizer =>
        {
            Assert.Equal([8, 7], tokenizer.Encode("abc"));
            Assert.Equal([9], tokenizer.Encode("a"));
            Assert.Equal([8, 4, 6], tokenizer.Encode("cbc"));
            Assert.Equal([8, 5, 5], tokenizer.Encode("abab"));
            Assert.Equal([8, 15, 13], tokenizer.Encode("xyz"));
            Assert.Equal([8, 10, 2], tokenizer.Encode("da"));
            Assert.Equal([8, 0, 2], tokenizer.Encode("éa"));
            Assert.Equal("abc", tokenizer.Decode([8, 7]));
            Assert.Equal([1], tokenizer.LeadingTokens.ToArray());
        });
    }

    /// <summary>1, 2, 3 and 4 merge to 12, 123, 1234 unless they are cut apart before; no merge makes xyz, which is a token all the same.</summary>
    [Theory]
    [InlineData("gpt-2", new[] { 6, 7, 8, 9 })]
    [InlineData("smollm", new[] { 0, 1, 2, 3, 7, 8, 9 })]
    [InlineData("qwen2", new[] { 0, 1, 2, 3, 7, 8, 9 })]
    [InlineData("falcon", new[] { 5, 3, 7, 8, 9 })]
    [InlineData("dbrx", new[] { 5, 3, 7, 8, 9 })]
    [InlineData("gpt-4o", new[] { 5, 3, 7, 8, 9 })]
    [InlineData("llama-bpe", new[] { 5, 3, 10 })]
    public void A_name_stands_for_a_way_to_split(string pre, int[] expected)
    {
        byte[] file = new GgufBytes().Add("tokenizer.ggml.model", "gpt2").Add("tokenizer.ggml.pre", pre)
            .Add("tokenizer.ggml.tokens", 9, Strings("1", "2", "3", "4", "12", "123", "1234", "x", "y", "z", "xyz", "<s>"))
            .Add("tokenizer.ggml.merges", 9, Strings("1 2", "12 3", "123 4")).Add("tokenizer.ggml.bos_token_id", 11).Build();
        Read(file, tokenizer =>
        {
            Assert.Equal(expected, tokenizer.Encode("1234xyz"));
            Assert.Equal("1234xyz", tokenizer.Decode(expected));
            Assert.Equal(pre == "llama-bpe" ? [11] : Array.Empty<int>(), tokenizer.LeadingTokens.ToArray());
        });
    }

    /// <summary>Gemma's way: no space is put before a text, and runs of spaces are tokens that its makers defined.</summary>
    [Fact]
    public void Tokens_that_makers_defined_are_cut_out_before_anything_is_merged()
    {
        byte[] file = new GgufBytes().Add("tokenizer.ggml.model", "llama").Add("tokenizer.ggml.add_space_prefix", 7, 0).Add("tokenizer.ggml.add_bos_token", 7, 0)
            .Add("tokenizer.ggml.tokens", 9, Strings("<bos>", "▁", "▁▁", "a", "▁a", "<turn>"))
            .Add("tokenizer.ggml.scores", 9, [6, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. new float[] { 0, -5, 0, -5, -1, 0 }.SelectMany(BitConverter.GetBytes)])
            .Add("tokenizer.ggml.token_type", 9, [5, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. new[] { 3, 1, 4, 1, 1, 3 }.SelectMany(BitConverter.GetBytes)])
            .Add("tokenizer.ggml.bos_token_id", 0).Build();
        Read(file, tokenizer =>
        {
            Assert.Equal([3, 4], tokenizer.Encode("a a"));
            Assert.Equal([3, 2, 4], tokenizer.Encode("a   a"));
            Assert.Equal([5, 3], tokenizer.Encode("<turn>a", SpecialTokens.Parse));
            Assert.DoesNotContain(5, tokenizer.Encode("<turn>a"));
            Assert.Equal("a   a", tokenizer.Decode([3, 2, 4]));
            Assert.Empty(tokenizer.LeadingTokens.ToArray());
        });
    }

    [Theory]
    [InlineData("tokenizer.ggml.model", "bert", "supported are gpt2 and llama")]
    [InlineData("tokenizer.ggml.pre", "viking", "not supported")]
    public void What_is_not_known_is_refused_by_its_key(string key, string value, string message)
    {
        byte[] file = new GgufBytes().Add("tokenizer.ggml.model", key == "tokenizer.ggml.model" ? value : "gpt2").Add(key == "tokenizer.ggml.model" ? "other" : key, value)
            .Add("tokenizer.ggml.tokens", 9, Strings("a")).Build();
        Refuses(file, key, message);
    }

    [Fact]
    public void Tables_that_do_not_fit_together_are_refused_by_their_keys()
    {
        Refuses(SentencePiece(["a", "b"], [0], [1, 1]), "tokenizer.ggml.scores", "1 entries for 2 tokens");
        Refuses(SentencePiece(["a", "b"], [0, float.NaN], [1, 1]), "tokenizer.ggml.scores", "no number");
        Refuses(SentencePiece(["a", "b"], [0, 0], [1]), "tokenizer.ggml.token_type", "1 entries for 2 tokens");
        Refuses(SentencePiece(["a", "b"], [0, 0], [1, 9]), "tokenizer.ggml.token_type", "holds 9");
        Refuses(SentencePiece([], [], []), "tokenizer.ggml.tokens", "empty");
        Refuses(SentencePiece(["a"], [0], [1]), "tokenizer.ggml.bos_token_id", "from 0 to 0");
        Refuses(ByteLevel("a b", "a", "b"), "tokenizer.ggml.merges[0]", "'a b'");
        Refuses(ByteLevel("ab", "a", "b", "ab"), "tokenizer.ggml.merges[0]", "'ab'");
        Refuses(new GgufBytes().Add("x", "y").Build(), "tokenizer.ggml.model", "no vocabulary");
    }

    /// <summary>Every token one letter longer than the one before can be cut anywhere: n tokens of n letters have n² merges.</summary>
    [Fact]
    public void A_vocabulary_of_runs_cannot_take_more_memory_than_the_file_is_worth()
    {
        string[] runs = [.. Enumerable.Range(1, 500).Select(static length => new string('a', length))];
        Refuses(SentencePiece(runs, new float[500], [.. Enumerable.Repeat(1, 500)]), "tokenizer.ggml.tokens", "makes more than 65536 merges");
    }

    [Fact]
    public void A_token_too_long_to_be_cut_everywhere_is_named_unless_it_is_cut_out_whole()
    {
        string[] tokens = ["a", "b", new string('a', 513)];
        Refuses(SentencePiece(tokens, [0, 0, 0], [1, 1, 1]), "tokenizer.ggml.tokens[2]", "513 characters");
        Read(SentencePiece(tokens, [0, 0, 0], [1, 1, 4]), tokenizer => Assert.Equal(2, tokenizer.Encode(tokens[2] + "b")[0]));
    }

    [Theory]
    [InlineData(float.NegativeInfinity, float.MinValue)]
    [InlineData(-2f, -1f)]
    [InlineData(-float.Epsilon, -0f)]
    [InlineData(0f, float.Epsilon)]
    [InlineData(1f, 2f)]
    [InlineData(float.MaxValue, float.PositiveInfinity)]
    public void The_better_score_wins_whatever_its_sign(float worse, float better)
    {
        string[] tokens = ["<unk>", "<s>", "a", "b", "c", "ab", "bc"];
        int[] types = [2, 3, 1, 1, 1, 1, 1];
        Read(SentencePiece(tokens, [0, 0, 0, 0, 0, worse, better], types), tokenizer => Assert.Equal([2, 6], tokenizer.Encode("abc")[^2..]));
        Read(SentencePiece(tokens, [0, 0, 0, 0, 0, better, worse], types), tokenizer => Assert.Equal([5, 4], tokenizer.Encode("abc")[^2..]));
        Read(SentencePiece(tokens, [0, 0, 0, 0, 0, better, better], types), tokenizer => Assert.Equal([5, 4], tokenizer.Encode("abc")[^2..]));
    }

    private static byte[] ByteLevel(string merge, params string[] tokens) => new GgufBytes()
        .Add("tokenizer.ggml.model", "gpt2").Add("tokenizer.ggml.tokens", 9, Strings(tokens)).Add("tokenizer.ggml.merges", 9, Strings(merge)).Build();

    private static byte[] SentencePiece(string[] tokens, float[] scores, int[] types) => new GgufBytes()
        .Add("tokenizer.ggml.model", "llama")
        .Add("tokenizer.ggml.tokens", 9, Strings(tokens))
        .Add("tokenizer.ggml.scores", 9, [6, 0, 0, 0, .. BitConverter.GetBytes((long)scores.Length), .. scores.SelectMany(BitConverter.GetBytes)])
        .Add("tokenizer.ggml.token_type", 9, [5, 0, 0, 0, .. BitConverter.GetBytes((long)types.Length), .. types.SelectMany(BitConverter.GetBytes)])
        .Add("tokenizer.ggml.bos_token_id", 1).Add("tokenizer.ggml.unknown_token_id", 0).Build();

    private static byte[] Strings(params string[] values) => [8, 0, 0, 0, .. BitConverter.GetBytes((long)values.Length), .. values.SelectMany(GgufBytes.Text)];

    private static byte[] Keys(Tokenizer tokenizer, string json)
    {
        GgufWriter writer = new();
        GgufTokenizerWriter.WriteKeys(writer, tokenizer, json, tokenizer.VocabularySize);
        using MemoryStream stream = new();
        writer.WriteTo(stream, default);
        return stream.ToArray();
    }

    private static void Read(byte[] file, Action<Tokenizer> check) => GgufBytes.Read(file, (metadata, _) => check(GgufTokenizerReader.Read(metadata)));

    private static void Refuses(byte[] file, string key, string message)
    {
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Read(file, _ => { }));
        Assert.Equal(("model.gguf", key), (fault.File, fault.Field));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
