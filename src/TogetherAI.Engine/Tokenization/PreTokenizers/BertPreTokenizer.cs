using System.Text;

namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>BERT's: cuts at white space, which is dropped, and around each punctuation mark.</summary>
internal sealed class BertPreTokenizer : PreTokenizer
{
    private static readonly PatternSplit s_space = new(new RunePattern(Rune.IsWhiteSpace), SplitBehavior.Removed, invert: false);
    private static readonly PatternSplit s_marks = new(new RunePattern(IsPunctuation), SplitBehavior.Isolated, invert: false);

    public override Pieces Split(Pieces pieces) => s_marks.Split(s_space.Split(pieces));

    /// <summary>All of ASCII that is neither letter nor digit nor control counts, whatever Unicode calls it.</summary>
    internal static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? char.IsPunctuation((char)rune.Value) || char.IsSymbol((char)rune.Value)
        : CharacterClasses.IsPunctuation(Rune.GetUnicodeCategory(rune));
}
