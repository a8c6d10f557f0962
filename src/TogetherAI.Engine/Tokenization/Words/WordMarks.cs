namespace TogetherAI.Engine.Tokenization.Words;

/// <summary>How SentencePiece writes a space.</summary>
internal static class WordMarks
{
    /// <summary>The mark of a word's start.</summary>
    public const char Mark = '\u2581';
}
