namespace TogetherAI.Engine.Tokenization;

/// <summary>Turns one piece of text into tokens. Thread-safe.</summary>
internal abstract class TokenModel
{
    public abstract void Encode(ReadOnlySpan<char> piece, List<int> ids);
}
