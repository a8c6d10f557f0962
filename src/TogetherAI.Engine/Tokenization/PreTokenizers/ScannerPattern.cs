namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>A hand-written scanner in the place of a regular expression. Its matches leave no gap.</summary>
internal sealed class ScannerPattern(WordScanner scanner) : TextPattern
{
    public WordScanner Scanner => scanner;

    public override void FindMatches(string text, int start, int length, List<(int Start, int End)> matches)
    {
        ReadOnlySpan<char> span = text.AsSpan(start, length);
        for (int at = 0; at < span.Length;)
        {
            int end = scanner.NextEnd(span, at);
            matches.Add((start + at, start + end));
            at = end;
        }
    }
}
