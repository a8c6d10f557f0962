using System.Text;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization;

/// <summary>A megabyte of everything comes back as it was.</summary>
public class RoundTripTests
{
    private static readonly string[] s_parts =
    [
        "word", " word", "Straße", " 中文字符", "日本語", "한국어", "العربية", "हिन्दी", "e\u0301\u0302", "👩‍👩‍👧‍👦", "😀", "𝔘𝔫𝔦", "\r\n", "\n\n", "\t", "    ", "\0", "\u0001\u001F\u007F", "\u0085\u00A0\u2028\u3000",
        "1234567", "3.14", "don't", "I'LL", "!!!", "--->", "{\"a\":[1,2]}", "<|im_end|>", "\uFFFD", "\uFEFF", "\u200B", "ﬁ", "İ",
    ];

    [Theory]
    [InlineData("gpt-2")]
    [InlineData("falcon")]
    [InlineData("phi-3")]
    [InlineData("tai-tiny")]
    public void A_megabyte_of_mixed_text_comes_back(string name)
    {
        Tokenizer tokenizer = name == "tai-tiny" ? Tokenizers.TaiTiny : Tokenizers.Shared(name);
        Random random = new(11);
        StringBuilder text = new();
        while (text.Length < 1_000_000)
            text.Append(s_parts[random.Next(s_parts.Length)]);
        string whole = text.ToString();
        int[] ids = tokenizer.Encode(whole);
        Assert.Equal(whole, tokenizer.Decode(ids));

        TokenTextDecoder decoder = tokenizer.CreateDecoder();
        StringBuilder streamed = new();
        foreach (int id in ids)
            streamed.Append(decoder.Append(id));
        Assert.Equal(whole, streamed.Append(decoder.Flush()).ToString());
    }

    /// <summary>Bytes that are no UTF-8 reach a tokenizer as U+FFFD, one for each as .NET reads them, and stay that.</summary>
    [Fact]
    public void Bytes_that_are_no_text_stay_replaced()
    {
        byte[] bytes = new byte[100_000];
        new Random(5).NextBytes(bytes);
        string text = Encoding.UTF8.GetString(bytes);
        Assert.Equal(text, Tokenizers.Shared("gpt-2").Decode(Tokenizers.Shared("gpt-2").Encode(text)));
    }
}
