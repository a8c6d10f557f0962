namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>Splits by the matches of a pattern (<c>Split</c>, <c>Digits</c>, <c>Punctuation</c>, <c>WhitespaceSplit</c>…).</summary>
internal sealed class PatternSplit(TextPattern pattern, SplitBehavior behavior, bool invert) : PreTokenizer
{
    // A scanner's matches leave no gap.
    public override FusedSplit? Fused =>
        pattern is ScannerPattern known && behavior == SplitBehavior.Isolated && !invert ? new FusedSplit([], known.Scanner, null) : null;

    /// <summary>The class of characters that this cuts out, where that is all it does; else null.</summary>
    public CutClass? Class => pattern is RunePattern characters && !invert && behavior is SplitBehavior.Isolated or SplitBehavior.Contiguous
        ? new CutClass(characters, behavior == SplitBehavior.Contiguous)
        : null;

    /// <summary>Whether this cuts at spaces and drops nothing, so that it leaves a text without spaces as it is.</summary>
    public bool OnlyCutsAtSpaces => pattern is LiteralPattern { Literal: " " } && !invert && behavior != SplitBehavior.Removed;

    private readonly record struct Part(int Start, int End, bool IsMatch);

    public override Pieces Split(Pieces pieces)
    {
        List<Piece> split = new(pieces.Spans.Count * 2);
        List<(int Start, int End)> matches = [];
        List<Part> parts = [];
        foreach (Piece piece in pieces.Spans)
        {
            matches.Clear();
            parts.Clear();
            pattern.FindMatches(pieces.Text, piece.Start, piece.Length, matches);
            AddParts(piece, matches, parts);
            Arrange(parts, split);
        }

        return pieces with { Spans = split };
    }

    private void AddParts(Piece piece, List<(int Start, int End)> matches, List<Part> parts)
    {
        int done = piece.Start;
        foreach ((int start, int end) in matches)
        {
            if (start > done) parts.Add(new Part(done, start, invert));
            parts.Add(new Part(start, end, !invert));
            done = end;
        }

        if (done < piece.Start + piece.Length) parts.Add(new Part(done, piece.Start + piece.Length, invert));
    }

    private void Arrange(List<Part> parts, List<Piece> split)
    {
        int start = -1;
        for (int i = 0; i < parts.Count; i++)
        {
            Part part = parts[i];
            if (start < 0) start = part.Start;
            if (i + 1 < parts.Count && Joins(part.IsMatch, parts[i + 1].IsMatch)) continue;
            if (part.End > start && !(behavior == SplitBehavior.Removed && part.IsMatch)) split.Add(new Piece(start, part.End - start));
            start = -1;
        }
    }

    /// <summary>Whether two neighbouring parts are one piece.</summary>
    private bool Joins(bool left, bool right) => behavior switch
    {
        SplitBehavior.Contiguous => left == right,
        SplitBehavior.MergedWithPrevious => right && !left,
        SplitBehavior.MergedWithNext => left && !right,
        _ => false,
    };
}
