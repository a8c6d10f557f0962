namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>A stretch of <see cref="Pieces.Text"/> that merging does not cross. Never empty.</summary>
internal readonly record struct Piece(int Start, int Length);

/// <summary>A text cut into pieces.</summary>
/// <param name="Text">The text that the pieces lie in. Some pre-tokenizers rewrite it.</param>
/// <param name="Spans">The pieces, from left to right.</param>
/// <param name="StartsText">The first piece stands at the very start of what was to be encoded, rather than after an added token.</param>
internal sealed record Pieces(string Text, List<Piece> Spans, bool StartsText)
{
    public static Pieces Whole(string text, bool startsText) => new(text, text.Length == 0 ? [] : [new Piece(0, text.Length)], startsText);
}
