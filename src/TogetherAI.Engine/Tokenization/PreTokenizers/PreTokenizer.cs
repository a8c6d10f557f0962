namespace TogetherAI.Engine.Tokenization.PreTokenizers;

/// <summary>Cuts text into the pieces within which byte pairs are merged. Immutable and thread-safe.</summary>
internal abstract class PreTokenizer
{
    public abstract Pieces Split(Pieces pieces);

    /// <summary>
    /// The scanner whose matches are the pieces, each then written in the byte alphabet, where that is all there is to it; else null. Most chat
    /// models have it so, and it can be done word by word.
    /// </summary>
    public virtual WordScanner? Fused => null;
}

internal sealed class PreTokenizerSequence(PreTokenizer[] steps) : PreTokenizer
{
    public override WordScanner? Fused => steps switch
    {
        [PreTokenizer only] => only.Fused,
        [PatternSplit { Scanner: { } scanner }, ByteLevelPreTokenizer { OnlyWritesBytes: true }] => scanner,
        _ => null,
    };

    public override Pieces Split(Pieces pieces)
    {
        foreach (PreTokenizer step in steps) pieces = step.Split(pieces);
        return pieces;
    }
}
