using System.Text;

namespace TogetherAI;

/// <summary>Prompts of a length, no two of which begin alike. Thread-safe.</summary>
internal sealed class ProbePrompts(int seed, IReadOnlyList<int> lengths)
{
    // Short words, each of them a token to most models.
    private static readonly string[] s_words =
    [
        "time", "year", "people", "way", "day", "man", "thing", "woman", "life", "child", "world", "school", "state", "family", "hand", "part",
        "place", "case", "week", "work", "system", "program", "question", "number", "night", "point", "home", "water", "room", "mother", "area", "money",
    ];

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private int _made;

    /// <summary>The next prompt, and about how many tokens it has.</summary>
    public (string Text, int Tokens) Next()
    {
        lock (_gate)
        {
            int length = lengths[_made++ % lengths.Count];
            StringBuilder text = new(length * 6);
            for (int i = 0; i < length; i++)
                text.Append(i == 0 ? "" : " ").Append(s_words[_random.Next(s_words.Length)]);
            return (text.ToString(), length);
        }
    }
}
