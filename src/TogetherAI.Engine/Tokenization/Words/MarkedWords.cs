using System.Buffers;
using TogetherAI.Engine.Tokenization.BytePairs;
using TogetherAI.Engine.Tokenization.PreTokenizers;

namespace TogetherAI.Engine.Tokenization.Words;

/// <summary>
/// Text that SentencePiece's kind of model takes in one piece, with marks for spaces. Nothing is merged across the beginning of a word, so it is
/// words all the same; and in a long stretch without spaces, as Chinese is written, it is cut where no token reaches across.
/// </summary>
internal sealed class MarkedWords(MarkRule rule, BytePairModel model, MergeBoundaries boundaries) : WordEncoder
{
    private static readonly SearchValues<char> s_marks = SearchValues.Create(' ', WordMarks.Mark);

    public override bool TakesRaw => true;

    public override void Encode(ReadOnlySpan<char> text, bool startsText, List<int> ids)
    {
        bool marked = rule.Scheme == PrependScheme.Always || (rule.Scheme == PrependScheme.First && startsText);
        if (marked && !(rule.UnlessThere && s_marks.Contains(text[0])))
        {
            int end = EndOfWord(text);
            char[] first = ArrayPool<char>.Shared.Rent(end + 1);
            first[0] = ' ';
            text[..end].CopyTo(first.AsSpan(1));
            EncodePieces(first.AsSpan(0, end + 1), ids);
            ArrayPool<char>.Shared.Return(first);
            text = text[end..];
        }

        while (!text.IsEmpty)
        {
            int end = EndOfWord(text);
            EncodePieces(text[..end], ids);
            text = text[end..];
        }
    }

    protected override void EncodeNew(ReadOnlySpan<char> word, List<int> ids)
    {
        char[] written = ArrayPool<char>.Shared.Rent(word.Length);
        word.Replace(written, ' ', WordMarks.Mark);
        model.EncodeNew(written.AsSpan(0, word.Length), ids);
        ArrayPool<char>.Shared.Return(written);
    }

    private void EncodePieces(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length <= WordCache.LongestWord)
        {
            EncodeWord(word, ids);
            return;
        }

        // What tokens reach across is told of text with its marks.
        char[] written = ArrayPool<char>.Shared.Rent(word.Length);
        word.Replace(written, ' ', WordMarks.Mark);
        for (ReadOnlySpan<char> rest = written.AsSpan(0, word.Length); !rest.IsEmpty;)
        {
            int end = boundaries.FirstCut(rest);
            EncodeWord(rest[..end], ids);
            rest = rest[end..];
        }

        ArrayPool<char>.Shared.Return(written);
    }

    /// <summary>Marks, and what follows up to the next.</summary>
    private static int EndOfWord(ReadOnlySpan<char> text)
    {
        int begin = text.IndexOfAnyExcept(s_marks);
        int length = begin < 0 ? -1 : text[begin..].IndexOfAny(s_marks);
        return length < 0 ? text.Length : begin + length;
    }
}
