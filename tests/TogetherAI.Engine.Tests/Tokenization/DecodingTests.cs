using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization;

public class DecodingTests
{
    private static readonly string[] Models = ["gpt-2", "falcon", "phi-3"];

    [Fact]
    public void What_is_encoded_decodes_to_itself() => Prop.ForAll<string?>(text =>
    {
        string wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? string.Empty));
        return Tokenizers.TaiTiny.Decode(Tokenizers.TaiTiny.Encode(text ?? string.Empty)) == wellFormed;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_of_random_tokens_decode_as_one_text_would() =>
        Prop.ForAll(Sequences(Tokenizers.TaiTiny), static tokens =>
        {
            byte[] bytes = [.. tokens.SelectMany(static token => Tokenizers.TaiTiny.GetBytes(token).ToArray())];
            return Tokenizers.TaiTiny.Decode(tokens) == Encoding.UTF8.GetString(bytes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(RealModels))]
    public void Decoding_token_by_token_gives_the_whole_and_never_half_a_character(string model)
    {
        Tokenizer tokenizer = Tokenizers.Shared(model);
        Prop.ForAll(Sequences(tokenizer), tokens =>
        {
            TokenTextDecoder decoder = tokenizer.CreateDecoder();
            List<string> parts = [.. tokens.Select(decoder.Append)];
            parts.Add(decoder.Flush());
            return string.Concat(parts) == tokenizer.Decode(tokens)
                && parts.TrueForAll(static part => part.Length == 0 || (!char.IsHighSurrogate(part[^1]) && !char.IsLowSurrogate(part[0])));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Half_a_character_is_held_back_until_the_rest_comes()
    {
        Tokenizer tokenizer = Tokenizers.TaiTiny;
        int[] tokens = tokenizer.Encode("😀");
        Assert.Equal(4, tokens.Length);
        TokenTextDecoder decoder = tokenizer.CreateDecoder();
        Assert.Equal(["", "", "", "😀", ""], [.. tokens.Select(decoder.Append), decoder.Flush()]);
    }

    [Fact]
    public void A_character_that_never_ends_is_replaced_when_flushed()
    {
        int[] tokens = Tokenizers.TaiTiny.Encode("😀");
        TokenTextDecoder decoder = Tokenizers.TaiTiny.CreateDecoder();
        Assert.Equal(["", "", "\uFFFD"], [decoder.Append(tokens[0]), decoder.Append(tokens[1]), decoder.Flush()]);
    }

    [Fact]
    public void A_run_of_byte_tokens_is_text_only_as_a_whole()
    {
        Tokenizer phi = Tokenizers.Shared("phi-3");
        Assert.True(phi.TryGetId("<0xC3>", out int first));
        Assert.True(phi.TryGetId("<0xA9>", out int second));
        Assert.Equal("é", phi.Decode([first, second]));
        Assert.Equal("\uFFFD\uFFFD\uFFFD", phi.Decode([first, second, first]));
        Assert.Equal([0xC3], phi.GetBytes(first).ToArray());
    }

    [Fact]
    public void Ids_that_the_vocabulary_lacks_stand_for_nothing()
    {
        Tokenizer tokenizer = Tokenizers.TaiTiny;
        Assert.Equal(2048, tokenizer.VocabularySize);
        Assert.Equal("Hello", tokenizer.Decode([-1, 679, 2048, int.MaxValue]));
        Assert.Equal(string.Empty, tokenizer.GetToken(2048));
        Assert.Equal([], tokenizer.GetBytes(-1).ToArray());
        Assert.False(tokenizer.IsSpecial(2048));
    }

    public static TheoryData<string> RealModels() => [.. Models];

    private static Arbitrary<int[]> Sequences(Tokenizer tokenizer) =>
        Gen.Choose(0, tokenizer.VocabularySize - 1).ArrayOf().ToArbitrary();
}
