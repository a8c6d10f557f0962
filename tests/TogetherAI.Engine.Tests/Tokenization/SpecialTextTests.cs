using System.Text;
using TogetherAI.Engine.Tests.Tokenization.Ranks;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization;

/// <summary>Whatever kind a tokenizer is of: the written form of a special token is text, unless somebody asks for the token.</summary>
public class SpecialTextTests
{
    private const string Added = """[{"id": 0, "content": "[UNK]", "special": true}, {"id": 1, "content": "</s>", "special": true}]""";

    private static readonly Dictionary<string, Func<Tokenizer>> s_kinds = new()
    {
        ["gpt-2"] = static () => Tokenizers.Shared("gpt-2"),
        ["falcon"] = static () => Tokenizers.Shared("falcon"),
        ["phi-3"] = static () => Tokenizers.Shared("phi-3"),
        ["tai-tiny"] = static () => Tokenizers.TaiTiny,
        ["tekken"] = static () => Tokenizer.ParseTekken(Encoding.UTF8.GetBytes(RankFiles.Tekken().ToJsonString())),
        ["tiktoken"] = static () => Tokenizer.ParseTiktoken(RankFiles.Tiktoken(), TiktokenOptions.GptOss),
        ["merges ignored"] = static () => TokenizerJson.Parse($$""" "model": {"type": "BPE", "ignore_merges": true, "vocab": {"[UNK]": 0, "</s>": 1, "<": 2, "/": 3, "s": 4, ">": 5}, "merges": []}, "added_tokens": {{Added}} """),
        ["WordPiece"] = static () => TokenizerJson.Parse($$""" "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "</s>": 1, "<": 2, "##/s>": 3} }, "pre_tokenizer": {"type": "WhitespaceSplit"}, "added_tokens": {{Added}} """),
        ["WordLevel"] = static () => TokenizerJson.Parse($$""" "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "</s>": 1, "a": 2} }, "pre_tokenizer": {"type": "WhitespaceSplit"}, "added_tokens": {{Added}} """),
        ["Unigram"] = static () => TokenizerJson.Parse($$""" "model": {"type": "Unigram", "unk_id": 0, "vocab": [["[UNK]", 0], ["</s>", -1], ["<", -5], ["/", -5], ["s", -5], [">", -5]]}, "added_tokens": {{Added}} """),
    };

    public static TheoryData<string> Kinds => [.. s_kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_written_form_of_a_special_token_is_text(string kind)
    {
        Tokenizer tokenizer = s_kinds[kind]();
        int special = 0;
        for (int id = 0; id < tokenizer.VocabularySize; id++)
        {
            if (!tokenizer.IsSpecial(id))
                continue;
            special++;
            string written = tokenizer.GetToken(id);
            foreach (string text in (string[])[written, $"a {written} b", written + written, $"<{written}>", $"\n{written}\n"])
            {
                // What cannot be spelled is unknown, and that token is special too.
                if (written is not ("[UNK]" or "<unk>"))
                    Assert.DoesNotContain(id, tokenizer.Encode(text));
                Assert.Contains(id, tokenizer.Encode(text, SpecialTokens.Parse));
            }
        }

        Assert.True(special > 0, "There is no special token.");
    }
}
