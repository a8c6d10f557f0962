using System.Text.RegularExpressions;
using TogetherAI.Engine.Constraints;

namespace TogetherAI.Engine.Tests.Constraints;

public class RegexConstraintTests
{
    private static readonly string[] s_patterns =
    [
        "a*", "(ab|a)(bc|c)?", "[a-c]{2,3}b?", "^a|b$", "a(?:b|c)+?d", "[^a]b*", "(a|b)*abb", "a?a?a?aaa", "(a{0,2}b){1,2}", "a|", "()a", "(?=.*b)a*b*", "^(?!aa)[ab]+$", ".{3}",
    ];

    /// <summary>Every text of up to five letters: taken where .NET's own engine matches the whole of it.</summary>
    [Fact]
    public void Takes_what_the_pattern_matches_as_a_whole()
    {
        foreach (string pattern in s_patterns)
        {
            string written = pattern.StartsWith("(?=", StringComparison.Ordinal) ? "^" + pattern : pattern;
            RegexConstraint constraint = RegexConstraint.Parse(written);
            Regex judge = new($"^(?:{written})$", RegexOptions.ECMAScript);
            foreach (string text in Texts(5))
                Assert.True(judge.IsMatch(text) == constraint.Accepts(text), $"{written} on \"{text}\"");
        }
    }

    [Theory]
    [InlineData(@"\d+", "٣", false)]
    [InlineData(@"\p{L}+", "Жж", true)]
    [InlineData(@"\u{1F600}", "😀", true)]
    [InlineData(@"\uD83D\uDE00", "😀", true)]
    [InlineData("[😀-😃]", "😁", true)]
    [InlineData(".", "😀", true)]
    [InlineData(".", "\n", false)]
    [InlineData(@"\s", " ", true)]
    [InlineData(@"[\w-]+", "a-b", true)]
    [InlineData(@"\x41\cA", "A\u0001", true)]
    [InlineData("(?<year>[0-9]{4})", "2026", true)]
    public void Characters_are_characters(string pattern, string text, bool taken) => Assert.Equal(taken, RegexConstraint.Parse(pattern).Accepts(text));

    private static IEnumerable<string> Texts(int length) =>
        length == 0 ? [""] : Texts(length - 1).SelectMany(text => text.Length == length - 1 ? new[] { text, text + "a", text + "b", text + "c", text + "d" } : [text]);
}
