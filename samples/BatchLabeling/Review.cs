namespace BatchLabeling;

/// <summary>A review, and what a person would call it.</summary>
public sealed record Review(string Id, string Text, string Label)
{
    private static readonly string[] s_things =
        ["the hotel", "this lamp", "my new phone", "the soup", "the film", "our room", "the service", "this jacket", "the book", "the coffee machine"];

    private static readonly Dictionary<string, (string[] Says, string[] Adds)> s_words = new()
    {
        ["positive"] = (
            ["{0} is great", "I love {0}", "{0} was wonderful", "{0} works perfectly", "I am very happy with {0}", "I really enjoyed {0}", "{0} is excellent"],
            ["", " Five stars.", " I would recommend it to everyone.", " It made my day.", " Thank you!"]),
        ["negative"] = (
            ["{0} is terrible", "I hate {0}", "{0} was a disaster", "{0} does not work", "I am very disappointed with {0}", "I regret paying for {0}", "{0} is awful"],
            ["", " Never again.", " I want my money back.", " One star.", " Do not buy it."]),
        ["neutral"] = (
            ["{0} is okay", "{0} is average", "{0} does what it says", "{0} was neither good nor bad", "{0} is the same as before"],
            ["", " Nothing special.", " No strong opinion.", " It is average."]),
    };

    /// <summary>Makes up reviews, the same for the same seed.</summary>
    public static IEnumerable<Review> Make(int count, int seed)
    {
        Random random = new(seed);
        string[] labels = [.. s_words.Keys];
        for (int number = 1; number <= count; number++)
        {
            string label = labels[random.Next(labels.Length)];
            (string[] says, string[] adds) = s_words[label];
            string text = string.Format(null, says[random.Next(says.Length)], s_things[random.Next(s_things.Length)]);
            yield return new Review($"review-{number}", char.ToUpperInvariant(text[0]) + text[1..] + "." + adds[random.Next(adds.Length)], label);
        }
    }
}
