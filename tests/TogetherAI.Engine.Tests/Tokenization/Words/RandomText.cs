using System.Text;

namespace TogetherAI.Engine.Tests.Tokenization.Words;

/// <summary>Text of every kind of character, made of parts that tokenizers treat apart: runs of one kind, and single strange ones.</summary>
internal static class RandomText
{
    private static readonly string[] s_odd =
    [
        "\u2581", "\u2581\u2581", "\u00A0", "\u3000", "\u2028", "\u200B", "\u200D", "\uFEFF", "\uFFFD", "\uFFFE", "\0", "\u0001", "\u007F", "\u0085", "\u0301", "\u20DD", "\uFE0F",
        "\u017F", "\u0130", "ﬁ", "²", "¾", "½", "٣", "Ⅷ", "€", "$", "^", "`", "~", "«", "»", "—", "…", "·", "\uD800", "\uDC00", "\uD83D", "𝟗", "𝔘", "😀", "👩‍👩‍👧", "🇫🇷", "𠀋", "<|im_end|>", "<|endoftext|>",
        "</s>", "<s>", "<unk>", "<0x0A>", ">>TITLE<<", "'s", "'RE", "'ll", "I'm", "http://a.b/c?d=1", "{\"a\": [1, 2]}", "\\n", "\r\n", "\n\n", "\t",
    ];

    public static string Create(Random random)
    {
        StringBuilder text = new();
        for (int parts = random.Next(1, 12); parts > 0; parts--)
        {
            int length = random.Next(20) == 0 ? random.Next(60, 150) : random.Next(1, 6);
            switch (random.Next(12))
            {
                case 0: text.Append(' ', Math.Min(length, 9)); break;
                case 1: text.Append(s_odd[random.Next(s_odd.Length)]); break;
                case 2: Run('0', '9', length); break;
                case 3: Run('!', '/', length); break;
                case 4: Run('A', 'Z', length); break;
                case 5: Run('\u4E00', '\u4E40', length); break;
                case 6: Run('\u0400', '\u0500', length); break;
                case 7: Run('\0', '\uFFFF', length); break;
                case 8: text.Append(char.ConvertFromUtf32(random.Next(0x10000, 0x20000))); break;
                default: text.Append(random.Next(2) == 0 ? " " : ""); Run('a', 'z', length); break;
            }
        }

        return text.ToString();

        void Run(char first, char last, int length)
        {
            for (; length > 0; length--) text.Append((char)random.Next(first, last + 1));
        }
    }
}
