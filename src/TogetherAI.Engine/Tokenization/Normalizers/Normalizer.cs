namespace TogetherAI.Engine.Tokenization.Normalizers;

/// <summary>Rewrites text before it is split. Immutable and thread-safe.</summary>
internal abstract class Normalizer
{
    public abstract string Normalize(string text);
}
