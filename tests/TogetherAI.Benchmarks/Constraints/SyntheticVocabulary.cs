using System.Globalization;
using System.Text;

namespace TogetherAI.Benchmarks.Constraints;

/// <summary>
/// 128,256 tokens of the kinds that the vocabularies of large models have, in about their shares: bytes, words with a space and without,
/// pieces of words of several scripts, numbers, runs of white space, punctuation and pieces of code and JSON.
/// </summary>
internal static class SyntheticVocabulary
{
    public const int Size = 128_256;

    private const string Consonants = "bcdfghjklmnprstvwz", Vowels = "aeiou";

    private static readonly string[] s_punctuation = ["\"", "\":", "\": ", "\",", "\", \"", "{\"", "\"}", "[\"", "\"]", "},", "],", "{", "}", "[", "]", "(", ")", ";", "=", "->", "//", "\\n", "\\\"", "\\u"];

    public static byte[][] Make()
    {
        Random random = new(8);
        HashSet<string> tokens = new(StringComparer.Ordinal);
        for (int number = 0; number < 1000; number++)
        {
            tokens.Add(number.ToString(CultureInfo.InvariantCulture));
            tokens.Add(number.ToString("D2", CultureInfo.InvariantCulture));
            tokens.Add(number.ToString("D3", CultureInfo.InvariantCulture));
        }

        for (int length = 1; length <= 64; length++)
        {
            tokens.Add(new string(' ', length));
            tokens.Add(new string('\n', Math.Min(length, 8)) + new string(' ', length));
            tokens.Add(new string('\t', length));
        }

        while (tokens.Count < Size - 256)
        {
            string word = Word(random);
            tokens.Add(random.Next(20) switch
            {
                < 9 => " " + word,
                < 13 => word,
                < 15 => char.ToUpperInvariant(word[0]) + word[1..],
                15 => new string([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (char)random.Next(0x4E00, 0x9FA5))]),
                16 => new string([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (char)random.Next(0x430, 0x44F))]),
                17 => s_punctuation[random.Next(s_punctuation.Length)] + (random.Next(2) == 0 ? word : s_punctuation[random.Next(s_punctuation.Length)]),
                18 => word + s_punctuation[random.Next(s_punctuation.Length)],
                _ => "_" + word,
            });
        }

        return [.. Enumerable.Range(0, 256).Select(static value => new[] { (byte)value }), .. tokens.Select(Encoding.UTF8.GetBytes)];
    }

    private static string Word(Random random)
    {
        StringBuilder word = new();
        for (int i = random.Next(1, 5); i > 0; i--)
            word.Append(Consonants[random.Next(Consonants.Length)]).Append(Vowels[random.Next(Vowels.Length)]).Append(random.Next(3) == 0 ? "n" : "");
        return word.ToString();
    }
}
