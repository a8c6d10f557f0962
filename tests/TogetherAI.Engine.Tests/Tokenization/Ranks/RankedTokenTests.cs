using System.Text;
using System.Text.Json.Nodes;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization.Ranks;

/// <summary>Files that list tokens by rank and no merges: Mistral's <c>tekken.json</c> and tiktoken's.</summary>
public class RankedTokenTests
{
    private static readonly Tokenizer s_tiktoken = Tokenizer.ParseTiktoken(RankFiles.Tiktoken(), new TiktokenOptions { SpecialTokens = new Dictionary<string, int> { ["<|end|>"] = 300 } });
    private static readonly Tokenizer s_tekken = Tokenizer.ParseTekken(Encoding.UTF8.GetBytes(RankFiles.Tekken().ToJsonString()));

    /// <summary>Tiktoken's way, as plainly as it can be written: join the neighbours whose bytes have the lowest rank, the leftmost first.</summary>
    [Fact]
    public void Words_become_what_joining_the_lowest_rank_gives()
    {
        Random random = new(17);
        for (int i = 0; i < 3000; i++)
        {
            string word = new([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => "abcé"[random.Next(4)])]);
            Assert.Equal(Join(Encoding.UTF8.GetBytes(word)), s_tiktoken.Encode(word));
        }
    }

    [Fact]
    public void A_word_that_is_a_token_is_that_token_even_if_no_joins_lead_there()
    {
        Tokenizer tokenizer = Tokenizer.ParseTiktoken(RankFiles.Tiktoken([.. RankFiles.Tokens[..256], "xyz"u8.ToArray()]), new TiktokenOptions());
        Assert.Equal([256], tokenizer.Encode("xyz"));
        Assert.Equal([.. "xyzx".Select(static c => (int)c)], tokenizer.Encode("xyzx"));
    }

    [Fact]
    public void Tekkens_ids_begin_after_the_special_tokens_and_end_where_the_model_does()
    {
        Assert.Equal([20 + 258], s_tekken.Encode("abc"));
        Assert.Equal([20 + '1', 20 + '2'], s_tekken.Encode("12"));
        Assert.Equal(RankFiles.Tokens.Length + 20 - 1, s_tekken.VocabularySize);
        Assert.Equal([1], s_tekken.LeadingTokens.ToArray());
        Assert.Equal([5, 20 + 256], s_tekken.Encode("[TOOL_CALLS]ab", SpecialTokens.Parse));
        Assert.DoesNotContain(5, s_tekken.Encode("[TOOL_CALLS]ab"));
        Assert.Equal([6], s_tekken.Encode("[SHOWN]"));
        Assert.True(s_tekken.IsSpecial(5));
        Assert.False(s_tekken.IsSpecial(6));
        Assert.Equal("<SPECIAL_19>", s_tekken.GetToken(19));
    }

    [Fact]
    public void Tekken_before_version_7_has_the_special_tokens_that_it_does_not_list()
    {
        JsonObject file = RankFiles.Tekken();
        file.Remove("special_tokens");
        Tokenizer tokenizer = Tokenizer.ParseTekken(Encoding.UTF8.GetBytes(file.ToJsonString()));
        Assert.Equal([1, 3, 9], tokenizer.Encode("<s>[INST][TOOL_CALLS]", SpecialTokens.Parse));
    }

    [Fact]
    public void The_marks_of_gpt_oss_have_their_ids()
    {
        Tokenizer tokenizer = Tokenizer.ParseTiktoken(RankFiles.Tiktoken(), TiktokenOptions.GptOss);
        Assert.Equal([200_006, 200_005, 200_008, 'h', 'i', 200_007], tokenizer.Encode("<|start|><|channel|><|message|>hi<|end|>", SpecialTokens.Parse));
        Assert.Equal("<|start|>hi", tokenizer.Decode(tokenizer.Encode("<|start|>hi")));
        Assert.Equal("hi", tokenizer.Decode(tokenizer.Encode("<|call|>hi", SpecialTokens.Parse), skipSpecial: true));
    }

    [Fact]
    public void Any_text_comes_back()
    {
        Random random = new(3);
        for (int i = 0; i < 300; i++)
        {
            string text = WellFormed(Words.RandomText.Create(random));
            Assert.Equal(text, s_tiktoken.Decode(s_tiktoken.Encode(text)));
            Assert.Equal(text, s_tekken.Decode(s_tekken.Encode(text)));
        }
    }

    [Theory]
    [InlineData("YQ== 0\nYg== 0\n", "line 2")]
    [InlineData("YQ== 0\nYQ== 1\n", "line 2")]
    [InlineData("YQ==\n", "line 1")]
    [InlineData("YQ== x\n", "line 1")]
    [InlineData("?? 1\n", "line 1")]
    [InlineData("YQ== -1\n", "line 1")]
    [InlineData("YQ== 0\n", "ranks")]
    public void A_broken_rank_file_is_refused(string file, string field)
    {
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Tokenizer.ParseTiktoken(Encoding.ASCII.GetBytes(file), new TiktokenOptions(), "a.tiktoken"));
        Assert.Equal(("a.tiktoken", field), (fault.File, fault.Field));
    }

    /// <summary>Runs, each longer than the one before, have a merge for every place to cut them.</summary>
    [Fact]
    public void A_file_of_more_merges_than_its_tokens_can_have_is_refused()
    {
        byte[][] tokens = [.. RankFiles.Tokens[..256], .. Enumerable.Range(2, 511).Select(static length => Encoding.ASCII.GetBytes(new string('a', length)))];
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Tokenizer.ParseTiktoken(RankFiles.Tiktoken(tokens), new TiktokenOptions(), "a.tiktoken"));
        Assert.Equal(("a.tiktoken", "ranks"), (fault.File, fault.Field));
        Assert.Contains("merges", fault.Message, StringComparison.Ordinal);

        JsonObject tekken = RankFiles.Tekken();
        tekken["config"]!["default_vocab_size"] = 20 + tokens.Length;
        tekken["vocab"] = new JsonArray([.. tokens.Select(static (bytes, rank) => new JsonObject { ["rank"] = rank, ["token_bytes"] = Convert.ToBase64String(bytes) })]);
        fault = Assert.Throws<ModelFormatException>(() => Tokenizer.ParseTekken(Encoding.UTF8.GetBytes(tekken.ToJsonString())));
        Assert.Equal(("tekken.json", "vocab"), (fault.File, fault.Field));

        // As many as real files have of blanks are none too many.
        Assert.Equal(256 + 127, Tokenizer.ParseTiktoken(RankFiles.Tiktoken(tokens[..(256 + 127)]), new TiktokenOptions()).VocabularySize);
    }

    [Fact]
    public void A_special_token_cannot_have_the_id_of_another() => Assert.Equal(
        "special_tokens",
        Assert.Throws<ModelFormatException>(static () => Tokenizer.ParseTiktoken(
            RankFiles.Tiktoken(), new TiktokenOptions { SpecialTokens = new Dictionary<string, int> { ["<x>"] = 5 } })).Field);

    [Theory]
    [InlineData("config", "config", "null")]
    [InlineData("config.pattern", "config.pattern", "\"(?<=a)(?m:.)\"")]
    [InlineData("config.default_vocab_size", "config.default_vocab_size", "20")]
    [InlineData("vocab", "config.default_vocab_size", "100")]
    [InlineData("vocab[0].token_bytes", "vocab[0].token_bytes", "\"?\"")]
    [InlineData("special_tokens[0].rank", "special_tokens[0].rank", "20")]
    [InlineData("special_tokens[1].rank", "special_tokens[1].rank", "0")]
    public void A_broken_tekken_file_is_refused(string field, string change, string value)
    {
        JsonNode file = RankFiles.Tekken();
        string[] path = change.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        JsonNode at = file;
        foreach (string step in path[..^1]) at = int.TryParse(step, out int index) ? at[index]! : at[step]!;
        at[path[^1]] = JsonNode.Parse(value);
        ModelFormatException fault = Assert.Throws<ModelFormatException>(() => Tokenizer.ParseTekken(Encoding.UTF8.GetBytes(file.ToJsonString())));
        Assert.Equal(("tekken.json", field), (fault.File, fault.Field));
    }

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static int[] Join(byte[] word)
    {
        List<byte[]> parts = [.. word.Select(static one => new[] { one })];
        while (true)
        {
            (int rank, int at) = (int.MaxValue, -1);
            for (int i = 0; i + 1 < parts.Count; i++)
            {
                if (RankOf([.. parts[i], .. parts[i + 1]]) is var found and >= 0 && found < rank)
                    (rank, at) = (found, i);
            }

            if (at < 0) return [.. parts.Select(RankOf)];
            parts[at] = [.. parts[at], .. parts[at + 1]];
            parts.RemoveAt(at + 1);
        }
    }

    private static int RankOf(byte[] bytes) => Array.FindIndex(RankFiles.Tokens, one => one.AsSpan().SequenceEqual(bytes));
}
