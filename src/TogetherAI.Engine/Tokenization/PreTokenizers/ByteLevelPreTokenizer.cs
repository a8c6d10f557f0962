using System.Buffers;
using System.Text;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>Splits as GPT-2 does, where asked to, and writes each piece in the byte alphabet.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : PreTokenizer
{
    private static readonly ByteLevelPreTokenizer s_writer = new(addPrefixSpace: false, useRegex: false);
    private static readonly PatternSplit s_gpt2 = new(new ScannerPattern(WordScanner.Gpt2), SplitBehavior.Isolated, invert: false);

    /// <summary>Whether it leaves the cutting to others.</summary>
    public bool OnlyWritesBytes => !addPrefixSpace && !useRegex;

    public override FusedSplit? Fused => !addPrefixSpace && useRegex ? new FusedSplit([], WordScanner.Gpt2, s_writer) : null;

    public override Pieces Split(Pieces pieces)
    {
        if (addPrefixSpace) pieces = WithPrefixSpaces(pieces);
        if (useRegex) pieces = s_gpt2.Split(pieces);
        return InByteAlphabet(pieces);
    }

    private static Pieces WithPrefixSpaces(Pieces pieces)
    {
        StringBuilder text = new(pieces.Text.Length + pieces.Spans.Count);
        List<Piece> spans = new(pieces.Spans.Count);
        foreach (Piece piece in pieces.Spans)
        {
            int start = text.Length;
            if (pieces.Text[piece.Start] != ' ') text.Append(' ');
            text.Append(pieces.Text, piece.Start, piece.Length);
            spans.Add(new Piece(start, text.Length - start));
        }

        return pieces with { Text = text.ToString(), Spans = spans };
    }

    private static Pieces InByteAlphabet(Pieces pieces)
    {
        List<Piece> spans = new(pieces.Spans.Count);
        int total = 0;
        foreach (Piece piece in pieces.Spans)
        {
            int length = Encoding.UTF8.GetByteCount(pieces.Text.AsSpan(piece.Start, piece.Length));
            spans.Add(new Piece(total, length));
            total += length;
        }

        string text = string.Create(total, pieces, static (target, source) =>
        {
            byte[] bytes = ArrayPool<byte>.Shared.Rent(target.Length);
            int at = 0;
            foreach (Piece piece in source.Spans) at += Encoding.UTF8.GetBytes(source.Text.AsSpan(piece.Start, piece.Length), bytes.AsSpan(at));
            ByteAlphabet.Write(bytes.AsSpan(0, at), target);
            ArrayPool<byte>.Shared.Return(bytes);
        });
        return pieces with { Text = text, Spans = spans };
    }
}
