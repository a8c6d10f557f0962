namespace TogetherAI.Engine.Tokenization;

/// <summary>A stretch of text between added tokens, or such a token.</summary>
internal readonly record struct TextSegment(string Source, int Start, int Length, int? TokenId)
{
    public string Text() => Length == Source.Length ? Source : Source.Substring(Start, Length);
}
