using System.Text;
using TogetherAI.Engine.Tokenization.Words;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>When a piece gets the mark of a word's start although no space stood there.</summary>
internal enum PrependScheme
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>At the start of the text only.</summary>
    First,

    /// <summary>After every added token too.</summary>
    Always,
}

/// <summary>Writes spaces as a visible mark, as SentencePiece does, and splits before each.</summary>
internal sealed class MetaspacePreTokenizer(char replacement, PrependScheme prepend, bool split) : PreTokenizer
{
    private readonly PatternSplit _beforeMarks = new(new LiteralPattern(replacement.ToString()), SplitBehavior.MergedWithNext, invert: false);

    // At the start of a text alone there is a mark that has no space.
    public override bool IsPerPiece => prepend != PrependScheme.First;

    /// <summary>When a mark is added, where this writes marks as SentencePiece has them and does not split; else null.</summary>
    public PrependScheme? OnlyMarks => replacement == WordMarks.Mark && !split ? prepend : null;

    public override Pieces Split(Pieces pieces)
    {
        StringBuilder text = new(pieces.Text.Length + pieces.Spans.Count);
        List<Piece> spans = new(pieces.Spans.Count);
        foreach (Piece piece in pieces.Spans)
        {
            int start = text.Length;
            bool wanted = prepend == PrependScheme.Always || (prepend == PrependScheme.First && pieces.StartsText && spans.Count == 0);
            if (wanted && pieces.Text[piece.Start] != replacement && pieces.Text[piece.Start] != ' ') text.Append(replacement);
            text.Append(pieces.Text, piece.Start, piece.Length);
            spans.Add(new Piece(start, text.Length - start));
        }

        Pieces marked = pieces with { Text = text.Replace(' ', replacement).ToString(), Spans = spans };
        return split ? _beforeMarks.Split(marked) : marked;
    }
}
