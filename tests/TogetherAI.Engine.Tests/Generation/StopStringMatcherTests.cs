using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Tests.Generation;

public class StopStringMatcherTests
{
    [Theory]
    [InlineData("The end. STOP more", "The end. ", "STOP", "STOP")]
    [InlineData("aab", "", "aab", "aab")]
    [InlineData("aaab", "a", "aab", "aab")]
    [InlineData("ababac", "ab", "abac", "abac")]
    [InlineData("no stop here", "no stop here", null, "STOP")]
    [InlineData("ends in ST", "ends in ST", null, "STOP")]
    [InlineData("one\n\ntwo", "one", "\n\n", "\n\n")]
    [InlineData("xyz<|end|>", "xyz", "<|end|>", "<|end|>", "<|eot|>")]
    [InlineData("abcd", "ab", "cd", "cd", "bcde")]
    [InlineData("abcd", "a", "bcd", "cd", "bcd")]
    [InlineData("abcd", "a", "bc", "bc", "abcd")]
    [InlineData("日本語。", "日本", "語", "語")]
    public void The_text_ends_before_the_stop_string_however_it_is_cut(string text, string shown, string? found, params string[] stops)
    {
        for (int first = 0; first <= text.Length; first++)
        {
            for (int second = first; second <= text.Length; second++)
                Check([text[..first], text[first..second], text[second..]]);
        }

        Check([.. text.Select(character => character.ToString())]);

        void Check(string[] pieces)
        {
            StopStringMatcher matcher = new(stops);
            string result = "";
            foreach (string piece in pieces)
            {
                result += matcher.Append(piece);
                Assert.StartsWith(result, shown, StringComparison.Ordinal);
            }

            result += matcher.Flush();
            Assert.Equal(shown, result);
            Assert.Equal(found, matcher.Found);
        }
    }

    [Fact]
    public void Only_what_may_begin_a_stop_string_is_held_back()
    {
        StopStringMatcher matcher = new(["<end>", "\n\n"]);
        Assert.Equal("a < b ", matcher.Append("a < b <"));
        Assert.Equal("<", matcher.Append("<e"));
        Assert.Equal("<ex", matcher.Append("x\n"));
        Assert.Equal("\ny", matcher.Append("y"));
        Assert.Equal("", matcher.Flush());
    }

    [Fact]
    public void Without_stop_strings_everything_passes() => Assert.Equal("text", new StopStringMatcher([]).Append("text"));

    [Fact]
    public void After_the_stop_string_nothing_passes()
    {
        StopStringMatcher matcher = new(["b"]);
        Assert.Equal("a", matcher.Append("abc"));
        Assert.Equal("", matcher.Append("more"));
        Assert.Equal("", matcher.Flush());
    }
}
