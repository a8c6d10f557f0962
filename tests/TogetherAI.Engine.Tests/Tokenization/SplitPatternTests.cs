using System.Text.Json.Nodes;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Engine.Tokenization.PreTokenizers;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Tokenization;

public class SplitPatternTests
{
    private static readonly JsonNode Vectors = JsonNode.Parse(
        File.ReadAllText(RepositoryFiles.Path("tests", "TogetherAI.Engine.Tests", "Tokenization", "split-vectors.json")))!;

    [Fact]
    public void The_scanners_match_what_their_patterns_match()
    {
        foreach (JsonNode? vector in Vectors["vectors"]!.AsArray())
        {
            string pattern = (string)Vectors["patterns"]![(string)vector!["pattern"]!]!;
            Assert.Equal(Expected(vector), Matches(new ScannerPattern(WordScanner.ForPattern(pattern)!), (string)vector["text"]!));
        }
    }

    [Fact]
    public void The_general_way_matches_the_same_but_for_the_long_s()
    {
        foreach (JsonNode? vector in Vectors["vectors"]!.AsArray())
        {
            string text = (string)vector!["text"]!;
            if (text.Contains('\u017F', StringComparison.Ordinal)) continue;
            RegexPattern pattern = new((string)Vectors["patterns"]![(string)vector["pattern"]!]!, "tokenizer.json", "pre_tokenizer");
            Assert.Equal(Expected(vector), Matches(pattern, text));
        }
    }

    /// <summary>On text of every kind a scanner finds what the general way finds by the pattern itself, for Mistral's too, which the vectors lack.</summary>
    [Fact]
    public void The_scanners_and_the_general_way_agree_on_any_text()
    {
        string[] patterns = [.. Vectors["patterns"]!.AsObject().Select(static pattern => (string)pattern.Value!), (string)Ranks.RankFiles.Tekken()["config"]!["pattern"]!];
        Random random = new(41);
        foreach (string pattern in patterns)
        {
            ScannerPattern scanner = new(WordScanner.ForPattern(pattern)!);
            RegexPattern general = new(pattern, "tokenizer.json", "pre_tokenizer");
            for (int i = 0; i < 2000; i++)
            {
                // The long s, which .NET does not fold, and lone surrogates, which text has none of any more when it is split.
                string text = WellFormedText.Of(Words.RandomText.Create(random)).Replace("\u017F", "", StringComparison.Ordinal);
                Assert.Equal(Matches(general, text), Matches(scanner, text));
            }
        }
    }

    [Theory]
    [InlineData(SplitBehavior.Removed, false, "a|b|c")]
    [InlineData(SplitBehavior.Isolated, false, "a|-|-|b|-|c")]
    [InlineData(SplitBehavior.MergedWithPrevious, false, "a-|-|b-|c")]
    [InlineData(SplitBehavior.MergedWithNext, false, "a|-|-b|-c")]
    [InlineData(SplitBehavior.Contiguous, false, "a|--|b|-|c")]
    [InlineData(SplitBehavior.Removed, true, "-|-|-")]
    internal void Matches_end_up_where_the_behaviour_says(SplitBehavior behavior, bool invert, string expected)
    {
        Pieces pieces = new PatternSplit(new LiteralPattern("-"), behavior, invert).Split(Pieces.Whole("a--b-c", startsText: true));
        Assert.Equal(expected, string.Join('|', pieces.Spans.Select(piece => pieces.Text.Substring(piece.Start, piece.Length))));
    }

    private static string[] Expected(JsonNode vector) => [.. vector["pieces"]!.AsArray().Select(static piece => (string)piece!)];

    private static string[] Matches(TextPattern pattern, string text)
    {
        List<(int Start, int End)> matches = [];
        pattern.FindMatches(text, 0, text.Length, matches);
        return [.. matches.Select(match => text[match.Start..match.End])];
    }
}
