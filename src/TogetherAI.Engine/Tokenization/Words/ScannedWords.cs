using TogetherAI.Engine.Tokenization.BytePairs;
using TogetherAI.Engine.Tokenization.PreTokenizers;

namespace TogetherAI.Engine.Tokenization.Words;

/// <summary>Words as a scanner cuts them.</summary>
internal sealed class ScannedWords(FusedSplit split, TokenModel model) : WordEncoder
{
    private readonly BytePairModel? _bytePairs = split.Rest is ByteLevelPreTokenizer { OnlyWritesBytes: true } ? model as BytePairModel : null;

    public override void Encode(ReadOnlySpan<char> text, bool startsText, List<int> ids)
    {
        while (!text.IsEmpty)
        {
            int end = split.EndOfRun(text);
            EncodeRun(text[..end], ids);
            text = text[end..];
        }
    }

    protected override void EncodeNew(ReadOnlySpan<char> word, List<int> ids)
    {
        if (_bytePairs is not null)
        {
            _bytePairs.EncodeRaw(word, ids);
            return;
        }

        Pieces pieces = Pieces.Whole(word.ToString(), startsText: false);
        if (split.Rest is not null) pieces = split.Rest.Split(pieces);
        foreach (Piece piece in pieces.Spans) model.Encode(pieces.Text.AsSpan(piece.Start, piece.Length), ids);
    }

    private void EncodeRun(ReadOnlySpan<char> run, List<int> ids)
    {
        while (!run.IsEmpty)
        {
            int end = split.Scanner.NextEnd(run, 0);
            EncodeWord(run[..end], ids);
            run = run[end..];
        }
    }
}
