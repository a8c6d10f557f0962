namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>Cuts text into the pieces within which byte pairs are merged. Immutable and thread-safe.</summary>
internal abstract class PreTokenizer
{
    public abstract Pieces Split(Pieces pieces);
}

internal sealed class PreTokenizerSequence(PreTokenizer[] steps) : PreTokenizer
{
    public override Pieces Split(Pieces pieces)
    {
        foreach (PreTokenizer step in steps) pieces = step.Split(pieces);
        return pieces;
    }
}
